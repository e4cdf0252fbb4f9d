package io.pinpipe.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Whether bytes are exactly one JSON value, so that they can be part of a JSON body. */
final class JsonValue {

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonValue() {}

    /** Why a value cannot be part of a JSON body, or null if it can. */
    static @Nullable String problem(byte[] value) {
        String utf8 = Utf8Text.problem(value);
        if (utf8 != null) {
            return utf8;
        }
        try (JsonParser parser = JSON.createParser(value)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return "its value is empty, and this transport carries JSON: send one JSON value";
            }
            parser.skipChildren();
            return parser.nextToken() == null ? null : "its value is more than one JSON value: send one per message";
        } catch (IOException e) {
            // The parser's message may quote the value.
            return "its value is not JSON, and this transport carries nothing else: send JSON, or use a transport"
                    + " that carries bytes";
        }
    }
}

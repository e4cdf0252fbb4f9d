package io.pinpipe.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.pinpipe.transport.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses the usual response of a Kafka REST proxy, in which every record is stored, as a stream: a tree would take more
 * memory than all else that is kept for a record.
 */
final class StoredOffsets {

    private static final long NONE = -1;

    private StoredOffsets() {}

    /**
     * Returns where each record is stored.
     *
     * @return one outcome per record, in order; null unless the response is JSON that reports every record as stored, in
     *     which case it needs to be read in full
     */
    static @Nullable List<Outcome> read(byte[] json, int records) {
        try (JsonParser parser = HttpAnswer.FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            List<Outcome> stored = null;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                if (parser.currentName().equals("__type")) {
                    return null;
                }
                boolean offsets = parser.currentName().equals("offsets");
                parser.nextToken();
                if (!offsets) {
                    parser.skipChildren();
                    continue;
                }
                List<Outcome> all = stored == null ? entries(parser, records) : null;
                if (all == null) {
                    return null;
                }
                stored = all;
            }
            return parser.nextToken() == null ? stored : null;
        } catch (IOException unreadable) {
            return null;
        }
    }

    private static @Nullable List<Outcome> entries(JsonParser parser, int records) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return null;
        }
        List<Outcome> stored = new ArrayList<>(records);
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            Outcome outcome = entry(parser);
            if (outcome == null) {
                return null;
            }
            stored.add(outcome);
        }
        return parser.currentToken() == JsonToken.END_ARRAY && stored.size() == records ? stored : null;
    }

    private static @Nullable Outcome entry(JsonParser parser) throws IOException {
        long partition = NONE;
        long offset = NONE;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("partition") && partition == NONE && value == JsonToken.VALUE_NUMBER_INT) {
                partition = parser.getLongValue();
            } else if (name.equals("offset") && offset == NONE && value == JsonToken.VALUE_NUMBER_INT) {
                offset = parser.getLongValue();
            } else if (value != JsonToken.VALUE_NULL || name.equals("partition") || name.equals("offset")) {
                return null;
            }
        }
        return partition < 0 || offset < 0 ? null : Outcome.stored(Long.toString(partition), Long.toString(offset));
    }
}

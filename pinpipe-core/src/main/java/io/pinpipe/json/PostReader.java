package io.pinpipe.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.pinpipe.Geo;
import io.pinpipe.Kind;
import io.pinpipe.Pin;
import io.pinpipe.PostEvent;
import io.pinpipe.User;
import io.pinpipe.internal.WireField;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads posts from JSON, in every format found on the wire. */
final class PostReader {

    private PostReader() {}

    /** Reads a document that contains exactly one object. */
    static PostEvent document(Kind kind, JsonParser parser) {
        RawPost raw = new RawPost(kind);
        try {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                String found = first == null ? "nothing" : RawPost.describe(first);
                throw InvalidPostException.of(kind, null, "holds " + found + " instead of a JSON object", null);
            }
            raw.take(parser);
            if (parser.nextToken() != null) {
                throw InvalidPostException.of(kind, raw.knownIndex(), "has content after the JSON object", null);
            }
        } catch (JsonProcessingException e) {
            throw InvalidPostException.of(kind, raw.knownIndex(), "is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return event(kind, raw);
    }

    /** Reads the object at whose start the parser is, up to the object's end. */
    static PostEvent object(Kind kind, JsonParser parser) throws IOException {
        RawPost raw = new RawPost(kind);
        raw.take(parser);
        return event(kind, raw);
    }

    private static PostEvent event(Kind kind, RawPost raw) {
        return switch (kind) {
            case PIN -> pin(raw);
            case GEO -> geo(raw);
            case USER -> user(raw);
        };
    }

    private static Pin pin(RawPost raw) {
        long index = raw.index();
        return new Pin(
                index,
                raw.text(WireField.UNIQUE_ID, index),
                raw.text(WireField.TITLE, index),
                raw.text(WireField.DESCRIPTION, index),
                raw.text(WireField.POSTER_NAME, index),
                raw.text(WireField.FOLLOWER_COUNT, index),
                raw.text(WireField.TAG_LIST, index),
                raw.text(WireField.IS_IMAGE_OR_VIDEO, index),
                raw.text(WireField.IMAGE_SRC, index),
                raw.number(WireField.DOWNLOADED, index),
                raw.text(WireField.SAVE_LOCATION, index),
                raw.text(WireField.CATEGORY, index));
    }

    private static Geo geo(RawPost raw) {
        long index = raw.index();
        return new Geo(
                index,
                raw.date(WireField.TIMESTAMP, index),
                raw.decimal(WireField.LATITUDE, index),
                raw.decimal(WireField.LONGITUDE, index),
                raw.text(WireField.COUNTRY, index));
    }

    private static User user(RawPost raw) {
        long index = raw.index();
        raw.requireNames(index);
        return new User(
                index,
                raw.text(WireField.FIRST_NAME, index),
                raw.text(WireField.LAST_NAME, index),
                raw.number(WireField.AGE, index),
                raw.date(WireField.DATE_JOINED, index));
    }
}

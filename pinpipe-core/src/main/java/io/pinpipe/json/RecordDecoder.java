package io.pinpipe.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pinpipe.Kind;
import io.pinpipe.internal.WireField;
import io.pinpipe.json.Decoded.Failed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decodes records as they occur in topics and streams with many different producers.
 *
 * <pre>{@code
 * Decoded decoded = RecordDecoder.decode(Kind.PIN, record);
 * if (decoded instanceof Decoded.Event found) {
 *     publisher.send(found.event());
 * } else if (decoded instanceof Decoded.Failed failed) {
 *     System.err.println(failed.reason() + ": " + failed.detail());
 * }
 * }</pre>
 *
 * <p>Besides the plain object it accepts one wrapped as {@code {"value":{…}}} or {@code [{"value":{…}}]}, one inside a
 * JSON string, and base64 of any of these, up to {@value #MAX_LAYERS} layers deep. The result is always an event or a
 * named reason; it never throws and never invents a field.
 *
 * <p>Thread-safe.
 */
public final class RecordDecoder {

    /** Maximum number of wrappings and encodings removed from a record: {@value}. */
    public static final int MAX_LAYERS = 8;

    private static final String WRAPPER = "value";
    private static final byte[] WRAPPER_KEY = ('"' + WRAPPER + '"').getBytes(StandardCharsets.US_ASCII);

    private static final ObjectReader TREES = JsonMapper.builder(PostJson.FACTORY.copy())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private RecordDecoder() {}

    /**
     * Decodes a record of a topic or stream that carries one kind.
     *
     * @param kind the kind
     * @param record the record's value
     * @return an event of that kind, or why there is none; {@link Decoded.Failure#WRONG_KIND} when the record contains
     *     another kind
     */
    public static Decoded decode(Kind kind, byte[] record) {
        if (isPlain(record)) {
            try {
                return new Decoded.Event(PostJson.decode(kind, record));
            } catch (InvalidPostException unusual) {
                // The tree determines what exactly is wrong.
            }
        }
        return decode(kind, record, MAX_LAYERS);
    }

    /**
     * Decodes a record of a stream that carries all kinds.
     *
     * @param record the record's value
     * @return an event of the kind that most of the record's fields belong to, or why it is not an event
     */
    public static Decoded decode(byte[] record) {
        return decode(null, record, MAX_LAYERS);
    }

    /** Whether the record looks like an unwrapped object. */
    private static boolean isPlain(byte[] record) {
        int at = skipBlanks(record, 0);
        if (at == record.length || record[at] != '{') {
            return false;
        }
        at = skipBlanks(record, at + 1);
        int end = Math.min(record.length, at + WRAPPER_KEY.length);
        return !Arrays.equals(record, at, end, WRAPPER_KEY, 0, WRAPPER_KEY.length);
    }

    private static int skipBlanks(byte[] record, int from) {
        int at = from;
        while (at < record.length && isBlank(record[at])) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    private static Decoded decode(@Nullable Kind kind, byte[] record, int layers) {
        if (skipBlanks(record, 0) == record.length) {
            return new Failed(Decoded.Failure.EMPTY, "holds nothing");
        }
        if (layers == 0) {
            return tooDeep();
        }
        if (Texts.cannotBeUtf8(record)) {
            return notJson("it is not UTF-8");
        }
        JsonNode tree;
        try {
            tree = TREES.readTree(record);
        } catch (StreamConstraintsException e) {
            return beyondLimits(e);
        } catch (JsonProcessingException e) {
            // Which encoding error the parser meets first depends on the names that it has read before.
            String why = isUtf8(record) ? e.getOriginalMessage() : "it is not UTF-8";
            return base64(record)
                    .map(bytes -> decode(kind, bytes, layers - 1))
                    .filter(RecordDecoder::isJson)
                    .orElseGet(() -> notJson(why));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return decode(kind, tree, layers);
    }

    private static Decoded decode(@Nullable Kind kind, JsonNode tree, int layers) {
        if (layers == 0) {
            return tooDeep();
        }
        return switch (tree.getNodeType()) {
            case ARRAY -> element(kind, tree, layers);
            case OBJECT -> object(kind, tree, layers);
            case STRING -> decode(kind, tree.textValue().getBytes(StandardCharsets.UTF_8), layers - 1);
            case NULL, MISSING -> new Failed(Decoded.Failure.EMPTY, "holds null");
            default -> new Failed(Decoded.Failure.NOT_A_POST, "holds " + RawPost.describe(tree.asToken()));
        };
    }

    /** A record that exceeds a limit of the parser may well be JSON. */
    private static Failed beyondLimits(StreamConstraintsException e) {
        boolean isTooLong = e.getOriginalMessage().startsWith("String value length");
        return isTooLong
                ? new Failed(
                        Decoded.Failure.TOO_LONG,
                        "holds a text of more than " + PostJson.TEXT_LENGTH_MAX + " characters, the limit")
                : new Failed(Decoded.Failure.NOT_JSON, "cannot be parsed as JSON: " + e.getOriginalMessage());
    }

    private static Failed notJson(String why) {
        return new Failed(Decoded.Failure.NOT_JSON, "is not JSON: " + why);
    }

    private static boolean isUtf8(byte[] record) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(record));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean isJson(Decoded decoded) {
        return !(decoded instanceof Failed failed) || failed.reason() != Decoded.Failure.NOT_JSON;
    }

    private static Decoded tooDeep() {
        return new Failed(Decoded.Failure.NOT_A_POST, "is wrapped more than " + MAX_LAYERS + " times");
    }

    private static Decoded element(@Nullable Kind kind, JsonNode array, int layers) {
        return switch (array.size()) {
            case 0 -> new Failed(Decoded.Failure.EMPTY, "holds an empty array");
            case 1 -> decode(kind, array.get(0), layers - 1);
            default -> new Failed(Decoded.Failure.SEVERAL_RECORDS, "holds " + array.size() + " records instead of one");
        };
    }

    private static Decoded object(@Nullable Kind kind, JsonNode object, int layers) {
        Kind found = kindOf(object);
        if (found == null) {
            JsonNode wrapped = object.get(WRAPPER);
            return wrapped == null
                    ? new Failed(Decoded.Failure.NOT_A_POST, "has no field of a pin, place or user")
                    : decode(kind, wrapped, layers - 1);
        }
        Kind expected = kind == null || fields(object, kind) == 0 ? found : kind;
        if (kind != null && expected != kind) {
            return new Failed(Decoded.Failure.WRONG_KIND, "is a " + found.label() + " instead of a " + kind.label());
        }
        try {
            return new Decoded.Event(PostJson.decode(expected, object));
        } catch (InvalidPostException e) {
            return new Failed(Decoded.Failure.INVALID_FIELD, String.valueOf(e.getMessage()));
        }
    }

    /** Returns the kind that most of the object's fields belong to, or null when it has none of them. */
    private static @Nullable Kind kindOf(JsonNode object) {
        return Arrays.stream(Kind.values())
                .filter(kind -> fields(object, kind) > 0)
                .max(Comparator.comparingInt(kind -> fields(object, kind)))
                .orElse(null);
    }

    /** Counts the object's fields of a kind, excluding the index, which every kind has. */
    private static int fields(JsonNode object, Kind kind) {
        return (int) WireField.of(kind).stream()
                .filter(field -> field != WireField.indexOf(kind) && object.has(field.wireName()))
                .count();
    }

    /** Returns the decoded bytes of a record that is entirely base64, in either alphabet. */
    private static Optional<byte[]> base64(byte[] record) {
        String text = new String(record, StandardCharsets.ISO_8859_1).strip();
        try {
            return Optional.of(Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/')));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}

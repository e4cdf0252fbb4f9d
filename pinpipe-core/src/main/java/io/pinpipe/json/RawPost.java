package io.pinpipe.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.pinpipe.Kind;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object as texts. They are read by type only when the object is at its end, so that an error can
 * name the index wherever in the object it stands.
 */
final class RawPost {

    private static final Map<String, WireField> FIELDS =
            Arrays.stream(WireField.values()).collect(Collectors.toMap(WireField::wireName, Function.identity()));

    /** What cleaning makes of the two names of a user. */
    private static final String USER_NAME = "user_name";

    /** Longest text that is read as a number; Jackson holds bare numbers to the same length. */
    private static final int LONGEST_NUMBER = 1_000;

    private final Kind kind;
    private final Map<WireField, String> texts = new EnumMap<>(WireField.class);
    private final Map<WireField, JsonToken> misfits = new EnumMap<>(WireField.class);
    private boolean hasUserName;

    RawPost(Kind kind) {
        this.kind = kind;
    }

    /** Takes the members of the object at whose start the parser stands, up to the object's end. */
    void take(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            WireField field = FIELDS.get(name);
            JsonToken value = parser.nextToken();
            if (field != null) {
                take(field, value, parser);
            } else if (USER_NAME.equals(name)) {
                hasUserName = true;
            }
            parser.skipChildren();
        }
    }

    private void take(WireField field, JsonToken value, JsonParser parser) throws IOException {
        texts.remove(field);
        misfits.remove(field);
        if (value == JsonToken.VALUE_STRING || value.isNumeric()) {
            texts.put(field, parser.getText());
        } else if (value != JsonToken.VALUE_NULL) {
            misfits.put(field, value);
        }
    }

    /** The post's number as far as it can be told, for messages. */
    @Nullable
    Long knownIndex() {
        try {
            return index();
        } catch (InvalidPostException unknown) {
            return null;
        }
    }

    /** The post's number, under either of its names. */
    long index() {
        WireField field = WireField.indexOf(kind);
        WireField other = field == WireField.INDEX ? WireField.IND : WireField.INDEX;
        if (!has(other)) {
            return integer(field, null);
        }
        long index = integer(other, null);
        if (has(field) && integer(field, null) != index) {
            throw invalid(null, field, "is " + value(field) + " but " + other.wireName() + " is " + value(other));
        }
        return index;
    }

    @Nullable
    String text(WireField field, long index) {
        requireScalar(field, index);
        String text = texts.get(field);
        if (text != null && Texts.loneSurrogate(text) >= 0) {
            throw invalid(index, field, Texts.halfPair(text));
        }
        return text;
    }

    /** Refuses a user that is clean already, whose names would be lost. */
    void requireNames(long index) {
        if (hasUserName && !has(WireField.FIRST_NAME) && !has(WireField.LAST_NAME)) {
            throw invalid(
                    index,
                    WireField.FIRST_NAME,
                    "is missing, and " + USER_NAME + " is there, as it is in a user that is clean already");
        }
    }

    int number(WireField field, long index) {
        long value = integer(field, index);
        if (value != (int) value) {
            throw invalid(index, field, "is " + value(field) + ", which is not within 32 bits");
        }
        return (int) value;
    }

    double decimal(WireField field, long index) {
        String text = required(field, index).strip();
        double value = isNumeric(text) ? parseDecimal(text) : Double.NaN;
        if (!Double.isFinite(value)) {
            throw invalid(index, field, "is " + value(field) + ", which is not a finite number");
        }
        return value;
    }

    LocalDateTime date(WireField field, long index) {
        String text = required(field, index);
        try {
            return WireDates.parse(text);
        } catch (DateTimeException e) {
            throw invalid(index, field, "is " + value(field) + ", which is not a date such as 2020-08-28T03:52:47");
        }
    }

    private long integer(WireField field, @Nullable Long index) {
        String text = required(field, index).strip();
        try {
            if (isNumeric(text)) {
                return new BigDecimal(text).longValueExact();
            }
        } catch (ArithmeticException | NumberFormatException notWhole) {
            // Refused below, like a text that is no number at all.
        }
        throw invalid(index, field, "is " + value(field) + ", which is not a whole number");
    }

    private String required(WireField field, @Nullable Long index) {
        requireScalar(field, index);
        String text = texts.get(field);
        if (text == null) {
            throw invalid(index, field, "is missing");
        }
        return text;
    }

    private void requireScalar(WireField field, @Nullable Long index) {
        JsonToken misfit = misfits.get(field);
        if (misfit != null) {
            throw invalid(index, field, "is " + describe(misfit) + ", where a text or a number belongs");
        }
    }

    private boolean has(WireField field) {
        return texts.containsKey(field) || misfits.containsKey(field);
    }

    private String value(WireField field) {
        return Texts.shown(Objects.requireNonNull(texts.get(field)));
    }

    private InvalidPostException invalid(@Nullable Long index, WireField field, String problem) {
        return InvalidPostException.of(kind, index, field, problem);
    }

    /** Whether a text has only the characters of a JSON number; the JDK's parsers also take other digits and forms. */
    private static boolean isNumeric(String text) {
        if (text.isEmpty() || text.length() > LONGEST_NUMBER) {
            return false;
        }
        return text.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0);
    }

    private static double parseDecimal(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException malformed) {
            return Double.NaN;
        }
    }

    /** What a token is, in a person's words. */
    static String describe(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_TRUE -> "true";
            case VALUE_FALSE -> "false";
            case VALUE_NULL -> "null";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            default -> "something else";
        };
    }
}

package io.pinpipe.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.pinpipe.Kind;
import io.pinpipe.internal.UnicodeText;
import io.pinpipe.internal.WireDates;
import io.pinpipe.internal.WireField;
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
 * The fields of one JSON object as texts. They are converted only at the end of the object, so that an error can name
 * the index wherever it occurs in the object.
 */
final class RawPost {

    private static final Map<String, WireField> FIELDS =
            Arrays.stream(WireField.values()).collect(Collectors.toMap(WireField::wireName, Function.identity()));

    /** The column that cleaning makes of a user's two names. */
    private static final String USER_NAME = "user_name";

    /** Maximum length of a text that is read as a number; Jackson limits bare numbers to the same length. */
    private static final int LONGEST_NUMBER = 1_000;

    private final Kind kind;
    private final Map<WireField, String> texts = new EnumMap<>(WireField.class);
    private final Map<WireField, JsonToken> misfits = new EnumMap<>(WireField.class);
    private boolean hasUserName;

    RawPost(Kind kind) {
        this.kind = kind;
    }

    /** Reads the members of the object at whose start the parser is, up to the object's end. */
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

    /** Returns the post's index if it can be determined, for messages. */
    @Nullable
    Long knownIndex() {
        try {
            return index();
        } catch (InvalidPostException unknown) {
            return null;
        }
    }

    /** Returns the post's index, under either of its names. */
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
        if (text != null && UnicodeText.loneSurrogate(text) >= 0) {
            throw invalid(index, field, Texts.halfPair(text));
        }
        return text;
    }

    /** Rejects a user that is already clean, whose names would be lost. */
    void requireNames(long index) {
        if (hasUserName && !has(WireField.FIRST_NAME) && !has(WireField.LAST_NAME)) {
            throw invalid(
                    index,
                    WireField.FIRST_NAME,
                    "is missing but " + USER_NAME + " is present: this user is already clean");
        }
    }

    int number(WireField field, long index) {
        long value = integer(field, index);
        if (value != (int) value) {
            throw invalid(index, field, "is " + value(field) + ", which exceeds 32 bits");
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
            // Rejected below, like a text that is not a number at all.
        }
        throw invalid(index, field, "is " + value(field) + ", which is not an integer");
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
            throw invalid(index, field, "is " + describe(misfit) + " instead of a text or a number");
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

    /**
     * Whether a text consists of the characters of a JSON number; the JDK's parsers accept other digits and formats
     * too.
     */
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

    /** Describes a token for people. */
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

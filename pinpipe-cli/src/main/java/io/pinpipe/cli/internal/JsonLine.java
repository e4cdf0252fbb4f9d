package io.pinpipe.cli.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;

/** One line of JSON, for programs that run these commands. */
public final class JsonLine {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MILLI_DIGITS = 3;

    private JsonLine() {}

    /**
     * Writes fields as one line.
     *
     * @param fields the fields, in order
     * @return a JSON object without a line break
     */
    public static String of(Map<String, ?> fields) {
        try {
            return MAPPER.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Formats seconds with milliseconds, such as 1.250.
     *
     * @param duration any
     * @return the number of seconds, with three decimals
     */
    public static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), MILLI_DIGITS);
    }

    /**
     * Formats a number with one decimal.
     *
     * @param number any finite number
     * @return the number, rounded half up
     */
    public static BigDecimal tenths(double number) {
        return BigDecimal.valueOf(number).setScale(1, RoundingMode.HALF_UP);
    }
}

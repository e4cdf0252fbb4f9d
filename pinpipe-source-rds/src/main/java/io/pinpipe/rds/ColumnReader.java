package io.pinpipe.rds;

import io.pinpipe.SourceException;
import io.pinpipe.internal.UnicodeText;
import io.pinpipe.json.PostJson;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of one row from their text form, which is what {@code SELECT} shows for any column type. Positions
 * start at 1. An unusable value throws a {@link SourceException} that names table, column and index.
 */
final class ColumnReader {

    /** Length of {@code 2020-08-28}, the text form of a DATE column. */
    private static final int DAY_LENGTH = 10;

    private static final int SHOWN = 60;

    private final ResultSet results;
    private final SourceTable table;
    private final long index;

    ColumnReader(ResultSet results, SourceTable table, long index) {
        this.results = results;
        this.table = table;
        this.index = index;
    }

    @Nullable
    String text(int position) throws SQLException {
        String text = results.getString(position);
        if (text != null && UnicodeText.loneSurrogate(text) >= 0) {
            throw unusable(position, "contains an unpaired surrogate, which is not valid text");
        }
        return text;
    }

    int integer(int position) throws SQLException {
        String text = number(position);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException perhapsADecimal) {
            return wholeNumber(position, text);
        }
    }

    double decimal(int position) throws SQLException {
        String text = number(position);
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // reported below
        }
        throw unusable(position, "is not a finite number: " + shown(text));
    }

    LocalDateTime date(int position) throws SQLException {
        // The bytes as sent by the server: no driver conversion, no time zone, and zero dates remain recognizable.
        byte[] bytes = results.getBytes(position);
        if (bytes == null) {
            throw unusable(position, "is NULL but a date is required");
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        try {
            return PostJson.parseDate(text.length() == DAY_LENGTH ? text + "T00:00:00" : text);
        } catch (DateTimeException unreadable) {
            throw unusable(position, "is not a date: " + shown(text));
        }
    }

    private String number(int position) throws SQLException {
        String text = results.getString(position);
        if (text == null) {
            throw unusable(position, "is NULL but a number is required");
        }
        return text.strip();
    }

    private int wholeNumber(int position, String text) {
        try {
            return new BigDecimal(text).intValueExact();
        } catch (ArithmeticException | NumberFormatException unreadable) {
            throw unusable(position, "is not a 32-bit integer: " + shown(text));
        }
    }

    private SourceException unusable(int position, String what) {
        return SourceException.unusable(
                table.kind(),
                index,
                "column " + table.columns().get(position - 1) + " of table " + table.label() + " with " + table.key()
                        + " " + index + " " + what + "; correct the row or delete it",
                null);
    }

    private static String shown(String text) {
        return "'" + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text) + "'";
    }
}

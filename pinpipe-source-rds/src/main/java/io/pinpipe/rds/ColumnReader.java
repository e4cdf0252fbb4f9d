package io.pinpipe.rds;

import io.pinpipe.SourceException;
import io.pinpipe.json.PostJson;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of one row from their text form, which is what {@code SELECT} shows, whatever the type of the column.
 * Positions count from 1. A value that cannot be used is a {@link SourceException} that names table, column and index.
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
        if (text != null && hasLoneSurrogate(text)) {
            throw unusable(position, "holds an unpaired surrogate, which no text may contain");
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
            // told below
        }
        throw unusable(position, "is not a finite number: " + shown(text));
    }

    LocalDateTime date(int position) throws SQLException {
        // The bytes are as the server sent them: no driver's conversion, no zone, and zero dates can be told.
        byte[] bytes = results.getBytes(position);
        if (bytes == null) {
            throw unusable(position, "is NULL, and a date is needed");
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
            throw unusable(position, "is NULL, and a number is needed");
        }
        return text.strip();
    }

    private int wholeNumber(int position, String text) {
        try {
            return new BigDecimal(text).intValueExact();
        } catch (ArithmeticException | NumberFormatException unreadable) {
            throw unusable(position, "is not a whole number of 32 bits: " + shown(text));
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

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}

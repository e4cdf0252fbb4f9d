package io.pinpipe.json;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;

/**
 * A growing buffer of compact JSON in UTF-8, for the writers of posts and of what is made of them. It writes values; the
 * caller writes what stands between them. Not thread-safe.
 */
public final class JsonBytes {

    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    /** Decimals with at most this scale are written without {@link Double#toString}. */
    private static final double SCALE = 1e6;

    private static final int LONGEST_LONG = 20;
    private static final int LONGEST_DATE = 29;

    private final TextEncoder texts = new TextEncoder();
    private byte[] bytes;
    private int length;

    /**
     * Starts empty.
     *
     * @param buffer where to write; replaced by a larger one when it is too small
     */
    public JsonBytes(byte[] buffer) {
        this.bytes = buffer;
    }

    /**
     * The buffer as it now is.
     *
     * @return the array given, or a larger one; what was written stands at its start
     */
    public byte[] buffer() {
        return bytes;
    }

    /**
     * How much was written.
     *
     * @return a number of bytes
     */
    public int length() {
        return length;
    }

    /**
     * Forgets what was written behind a place.
     *
     * @param length how many bytes to keep; at most {@link #length()}
     */
    public void cut(int length) {
        this.length = Math.min(this.length, length);
    }

    /**
     * What was written.
     *
     * @return a new array
     */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /**
     * Writes one character as it is.
     *
     * @param ascii an ASCII character
     */
    public void put(char ascii) {
        ensure(1);
        bytes[length++] = (byte) ascii;
    }

    /** Ends the object that all bytes so far are the members of, each after a comma. */
    void closeObject() {
        bytes[0] = '{';
        put('}');
    }

    /**
     * Writes bytes as they are.
     *
     * @param source a piece of JSON
     */
    public void raw(byte[] source) {
        raw(source, 0, source.length);
    }

    /**
     * Writes bytes as they are.
     *
     * @param source an array that holds a piece of JSON
     * @param from where the piece begins
     * @param count how many bytes it has
     */
    public void raw(byte[] source, int from, int count) {
        ensure(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    /** Writes {@code null}. */
    public void nothing() {
        raw(NULL);
    }

    /**
     * Writes a text in quotes.
     *
     * @param text any text
     * @return false when the text holds half a surrogate pair, which has no UTF-8 form; what was written is then of no use
     */
    public boolean text(String text) {
        put('"');
        int end;
        for (int begin = 0; begin < text.length(); begin = end) {
            end = TextEncoder.end(text, begin);
            ensure((end - begin) * TextEncoder.LONGEST_CHARACTER);
            int written = texts.write(text, begin, end, bytes, length);
            if (written < 0) {
                return false;
            }
            length = written;
        }
        put('"');
        return true;
    }

    /**
     * Writes a whole number.
     *
     * @param value any number
     */
    public void integer(long value) {
        ensure(LONGEST_LONG);
        if (value == Long.MIN_VALUE) {
            ascii(Long.toString(value));
            return;
        }
        long left = value;
        if (left < 0) {
            bytes[length++] = '-';
            left = -left;
        }
        digits(left, width(left));
    }

    /**
     * Writes a number in the form of {@link Double#toString}.
     *
     * @param value a finite number; JSON has no other
     */
    public void decimal(double value) {
        double size = Math.abs(value);
        // Within these bounds Double.toString uses no exponent, and the scaled number has at most 15 digits, so that a
        // decimal which gives the same double back is also the shortest one.
        if (size >= 1e-3 && size < 1e7) {
            long scaled = Math.round(size * SCALE);
            if (scaled / SCALE == size) {
                scaled(scaled, value < 0);
                return;
            }
        }
        ascii(Double.toString(value));
    }

    /**
     * Writes a date in quotes: ISO-8601 with {@code T}, seconds always, a fraction only if it is not zero.
     *
     * @param date any date
     */
    public void date(LocalDateTime date) {
        int year = date.getYear();
        if (year < 0 || year > 9999) {
            put('"');
            ascii(WireDates.format(date));
            put('"');
            return;
        }
        ensure(LONGEST_DATE + 2);
        bytes[length++] = '"';
        digits(year, 4);
        bytes[length++] = '-';
        digits(date.getMonthValue(), 2);
        bytes[length++] = '-';
        digits(date.getDayOfMonth(), 2);
        bytes[length++] = 'T';
        digits(date.getHour(), 2);
        bytes[length++] = ':';
        digits(date.getMinute(), 2);
        bytes[length++] = ':';
        int nano = date.getNano();
        digits(date.getSecond(), 2);
        if (nano != 0) {
            bytes[length++] = '.';
            digits(nano, 9);
            dropZeros();
        }
        bytes[length++] = '"';
    }

    private void scaled(long scaled, boolean negative) {
        ensure(LONGEST_LONG + 1);
        if (negative) {
            bytes[length++] = '-';
        }
        long whole = scaled / (long) SCALE;
        digits(whole, width(whole));
        bytes[length++] = '.';
        digits(scaled % (long) SCALE, 6);
        dropZeros();
        if (bytes[length - 1] == '.') {
            bytes[length++] = '0';
        }
    }

    private void dropZeros() {
        while (bytes[length - 1] == '0') {
            length--;
        }
    }

    private void digits(long value, int width) {
        long left = value;
        for (int at = length + width - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + left % 10);
            left /= 10;
        }
        length += width;
    }

    private static int width(long value) {
        int width = 1;
        for (long left = value; left >= 10; left /= 10) {
            width++;
        }
        return width;
    }

    private void ascii(String text) {
        raw(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void ensure(int more) {
        if (more > bytes.length - length) {
            int needed = Math.addExact(length, more);
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, 2L * bytes.length)));
        }
    }
}

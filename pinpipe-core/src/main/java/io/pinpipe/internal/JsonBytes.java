package io.pinpipe.internal;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;

/**
 * A growing buffer of compact JSON in UTF-8. It writes values; the caller writes the structure between them. Not
 * thread-safe.
 */
public final class JsonBytes {

    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    /** Decimals of at most this scale are written without {@link Double#toString}. */
    private static final double SCALE = 1e6;

    private static final int LONGEST_LONG = 20;
    private static final int LONGEST_DATE = 29;

    private final TextEncoder texts = new TextEncoder();
    private byte[] bytes;
    private int length;

    /**
     * Creates a writer over an empty buffer.
     *
     * @param buffer the initial buffer; replaced by a larger one when it is too small
     */
    public JsonBytes(byte[] buffer) {
        this.bytes = buffer;
    }

    /**
     * Returns the current buffer.
     *
     * @return the initial array or a larger one, with the written bytes at its start
     */
    public byte[] buffer() {
        return bytes;
    }

    /**
     * Returns the number of bytes written.
     *
     * @return a number of bytes
     */
    public int length() {
        return length;
    }

    /**
     * Truncates the buffer.
     *
     * @param length how many bytes to keep; at most {@link #length()}
     */
    public void cut(int length) {
        this.length = Math.min(this.length, length);
    }

    /**
     * Returns a copy of the bytes written.
     *
     * @return a new array
     */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /**
     * Writes one character verbatim.
     *
     * @param ascii an ASCII character
     */
    public void put(char ascii) {
        ensure(1);
        bytes[length++] = (byte) ascii;
    }

    /** Completes the object whose members, each preceded by a comma, are all bytes so far. */
    public void closeObject() {
        bytes[0] = '{';
        put('}');
    }

    /**
     * Writes bytes verbatim.
     *
     * @param source a fragment of JSON
     */
    public void raw(byte[] source) {
        raw(source, 0, source.length);
    }

    /**
     * Writes bytes verbatim.
     *
     * @param source an array that contains a fragment of JSON
     * @param from where the fragment begins
     * @param count its length in bytes
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
     * Writes a quoted text.
     *
     * @param text any text
     * @return false when the text contains an unpaired surrogate, which UTF-8 cannot encode; the bytes written are then
     *     invalid
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
     * Writes an integer.
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
     * Writes a number in the format of {@link Double#toString}.
     *
     * @param value a finite number; JSON has no others
     */
    public void decimal(double value) {
        double size = Math.abs(value);
        // Within these bounds Double.toString uses no exponent and the scaled number has at most 15 digits, so a
        // decimal that converts back to the same double is also the shortest one.
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
     * Writes a quoted date: ISO-8601 with {@code T}, always with seconds, with a fraction only if it is not zero.
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

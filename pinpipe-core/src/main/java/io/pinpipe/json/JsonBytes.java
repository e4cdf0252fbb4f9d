package io.pinpipe.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;

/**
 * A growing buffer of compact JSON in UTF-8, for the writers of posts and of what is made of them. It writes values; the
 * caller writes what stands between them. Not thread-safe.
 */
public final class JsonBytes {

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    /** Decimals with at most this scale are written without {@link Double#toString}. */
    private static final double SCALE = 1e6;

    private static final int LONGEST_LONG = 20;
    private static final int LONGEST_DATE = 29;

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
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int questionMarks = 0;
        put('"');
        int from = 0;
        while (true) {
            int at = special(utf8, from);
            raw(utf8, from, at - from);
            if (at == utf8.length) {
                break;
            }
            if (utf8[at] == '?') {
                questionMarks++;
                put('?');
            } else {
                escape(utf8[at]);
            }
            from = at + 1;
        }
        put('"');
        return questionMarks == 0 || questionMarks == questionMarks(text);
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

    /**
     * Finds the first byte that may not be copied as it is: a control character, a quote, a backslash; or a question
     * mark, which is what the JDK encodes half a surrogate pair as. Eight bytes are looked at together: in each byte of {@code x}, subtracting one sets the high bit only where
     * the byte is zero, or above such a byte, and the lowest hit is exact.
     */
    private static int special(byte[] utf8, int from) {
        int at = from;
        for (; at <= utf8.length - Long.BYTES; at += Long.BYTES) {
            long word = (long) WORD.get(utf8, at);
            long hits = ((word - ' ' * EACH_BYTE)
                            | ((word ^ '"' * EACH_BYTE) - EACH_BYTE)
                            | ((word ^ '\\' * EACH_BYTE) - EACH_BYTE)
                            | ((word ^ '?' * EACH_BYTE) - EACH_BYTE))
                    & ~word
                    & HIGH_BITS;
            if (hits != 0) {
                return at + (Long.numberOfTrailingZeros(hits) >>> 3);
            }
        }
        for (; at < utf8.length; at++) {
            byte b = utf8[at];
            if ((b >= 0 && b < ' ') || b == '"' || b == '\\' || b == '?') {
                return at;
            }
        }
        return at;
    }

    private static int questionMarks(String text) {
        int count = 0;
        for (int at = text.indexOf('?'); at >= 0; at = text.indexOf('?', at + 1)) {
            count++;
        }
        return count;
    }

    private void escape(byte b) {
        ensure(6);
        bytes[length++] = '\\';
        switch (b) {
            case '"', '\\' -> bytes[length++] = b;
            case '\n' -> bytes[length++] = 'n';
            case '\r' -> bytes[length++] = 'r';
            case '\t' -> bytes[length++] = 't';
            case '\b' -> bytes[length++] = 'b';
            case '\f' -> bytes[length++] = 'f';
            default -> {
                bytes[length++] = 'u';
                bytes[length++] = '0';
                bytes[length++] = '0';
                bytes[length++] = HEX[b >> 4];
                bytes[length++] = HEX[b & 0xF];
            }
        }
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

package io.pinpipe.clean;

import io.pinpipe.Kind;
import io.pinpipe.internal.WireField;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Parser of pins in the usual format that does not decode them: one object with the fields of the wire in order,
 * integers as numbers, texts as texts or null, and only whitespace between them. It rejects any other line, well-formed
 * or not.
 *
 * <p>Fields are identified by their position in {@link WireField#of}. Not thread-safe.
 */
final class PinLine {

    static final int INDEX = 0;
    static final int UNIQUE_ID = 1;
    static final int TITLE = 2;
    static final int DESCRIPTION = 3;
    static final int POSTER_NAME = 4;
    static final int FOLLOWER_COUNT = 5;
    static final int TAG_LIST = 6;
    static final int IS_IMAGE_OR_VIDEO = 7;
    static final int IMAGE_SRC = 8;
    static final int DOWNLOADED = 9;
    static final int SAVE_LOCATION = 10;
    static final int CATEGORY = 11;

    private static final byte[][] KEYS = keys();

    /** Maximum length of a line read here, far below the limits of the general parser. */
    private static final int MAX_BYTES = 1 << 20;

    private static final int INDEX_DIGITS = 18;
    private static final int DOWNLOADED_DIGITS = 9;

    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private static final int NOT_READ = -1;

    private final int[] starts = new int[KEYS.length];
    private final int[] ends = new int[KEYS.length];
    private byte[] bytes = {};

    /** Fields whose text contains escapes, as bits. */
    private int escaped;

    /** Fields whose text contains escapes that are not in their shortest form, as bits. */
    private int verbose;

    /**
     * Locates the fields of the pin that begins at {@code from}.
     *
     * @return where the object ends, or a negative number when the line has another format
     */
    int read(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        escaped = 0;
        verbose = 0;
        int limit = (int) Math.min(to, (long) from + MAX_BYTES);
        int at = from;
        for (int field = 0; field < KEYS.length; field++) {
            at = key(field, at, limit);
            if (at >= 0) {
                at = field == INDEX
                        ? number(field, at, limit, INDEX_DIGITS)
                        : field == DOWNLOADED ? number(field, at, limit, DOWNLOADED_DIGITS) : text(field, at, limit);
            }
            if (at < 0) {
                return NOT_READ;
            }
        }
        at = blanks(at, limit);
        return at < limit && bytes[at] == '}' ? at + 1 : NOT_READ;
    }

    boolean isNull(int field) {
        return starts[field] < 0;
    }

    /** Whether a non-null field's text has the same form as when it is written. */
    boolean isCanonical(int field) {
        return (verbose & 1 << field) == 0;
    }

    /** Returns the start of a field's text or number, after the quote. */
    int start(int field) {
        return starts[field];
    }

    /** Returns the end of a field's text or number, before the quote. */
    int end(int field) {
        return ends[field];
    }

    /** Decodes the text of a non-null field. */
    String text(int field) {
        String raw = new String(bytes, starts[field], ends[field] - starts[field], StandardCharsets.UTF_8);
        return (escaped & 1 << field) == 0 ? raw : unescape(raw);
    }

    private int key(int field, int from, int limit) {
        int at = blanks(from, limit);
        if (at == limit || bytes[at] != (field == 0 ? '{' : ',')) {
            return NOT_READ;
        }
        at = blanks(at + 1, limit);
        byte[] key = KEYS[field];
        int end = at + key.length;
        if (end >= limit || !Arrays.equals(bytes, at, end, key, 0, key.length)) {
            return NOT_READ;
        }
        at = blanks(end, limit);
        return at < limit && bytes[at] == ':' ? blanks(at + 1, limit) : NOT_READ;
    }

    private int blanks(int from, int limit) {
        int at = from;
        while (at < limit && bytes[at] == ' ') {
            at++;
        }
        return at;
    }

    private int number(int field, int from, int limit, int mostDigits) {
        int at = from;
        while (at < limit && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        starts[field] = from;
        ends[field] = at;
        int digits = at - from;
        boolean plain = digits == 1 || (digits > 1 && digits <= mostDigits && bytes[from] != '0');
        return plain ? at : NOT_READ;
    }

    private int text(int field, int from, int limit) {
        if (from < limit && bytes[from] == '"') {
            starts[field] = from + 1;
            return closingQuote(field, from + 1, limit);
        }
        starts[field] = NOT_READ;
        int end = from + NULL.length;
        return end <= limit && Arrays.equals(bytes, from, end, NULL, 0, NULL.length) ? end : NOT_READ;
    }

    private int closingQuote(int field, int from, int limit) {
        int at = from;
        while (at >= 0) {
            at = plainEnd(at, limit);
            if (at == limit) {
                return NOT_READ;
            }
            byte b = bytes[at];
            if (b == '"') {
                ends[field] = at;
                return at + 1;
            }
            at = b == '\\' ? escape(field, at, limit) : b < 0 ? Utf8.next(bytes, at, limit) : NOT_READ;
        }
        return NOT_READ;
    }

    /**
     * Finds the first byte that is not plain ASCII text: a control character, a quote, a backslash or a byte of a
     * longer character. Checks eight bytes at once: in each byte of the word, a subtraction sets the high bit where
     * there is a match, or above one, and the lowest match is exact.
     */
    private int plainEnd(int from, int limit) {
        int at = from;
        for (; at <= limit - Long.BYTES; at += Long.BYTES) {
            long word = (long) WORD.get(bytes, at);
            long hits = ((word - ' ' * EACH_BYTE)
                            | ((word ^ '"' * EACH_BYTE) - EACH_BYTE)
                            | ((word ^ '\\' * EACH_BYTE) - EACH_BYTE)
                            | word)
                    & HIGH_BITS;
            if (hits != 0) {
                return at + (Long.numberOfTrailingZeros(hits) >>> 3);
            }
        }
        while (at < limit && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    /** Returns the end of the escape that begins at {@code at}; unpaired surrogates are rejected. */
    private int escape(int field, int at, int limit) {
        if (at + 1 >= limit) {
            return NOT_READ;
        }
        escaped |= 1 << field;
        switch (bytes[at + 1]) {
            case '"', '\\', 'b', 'f', 'n', 'r', 't' -> {
                return at + 2;
            }
            case '/' -> {
                verbose |= 1 << field;
                return at + 2;
            }
            case 'u' -> {
                verbose |= 1 << field;
                int unit = hex(at, limit);
                if (unit < 0 || Character.isLowSurrogate((char) unit)) {
                    return NOT_READ;
                }
                if (!Character.isHighSurrogate((char) unit)) {
                    return at + 6;
                }
                int second = hex(at + 6, limit);
                return second >= 0 && Character.isLowSurrogate((char) second) ? at + 12 : NOT_READ;
            }
            default -> {
                return NOT_READ;
            }
        }
    }

    /**
     * Returns the UTF-16 unit that the six bytes at {@code at} encode, or a negative number when they are not a valid
     * escape.
     */
    private int hex(int at, int limit) {
        if (at + 6 > limit || bytes[at] != '\\' || bytes[at + 1] != 'u') {
            return NOT_READ;
        }
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit = bytes[i] < 0 ? -1 : Character.digit(bytes[i], 16);
            if (digit < 0) {
                return NOT_READ;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    private static String unescape(String raw) {
        StringBuilder text = new StringBuilder(raw.length());
        int from = 0;
        for (int at = raw.indexOf('\\'); at >= 0; at = raw.indexOf('\\', from)) {
            text.append(raw, from, at);
            char escape = raw.charAt(at + 1);
            from = at + 2;
            switch (escape) {
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'u' -> {
                    text.append((char) Integer.parseInt(raw, from, from + 4, 16));
                    from += 4;
                }
                default -> text.append(escape);
            }
        }
        return text.append(raw, from, raw.length()).toString();
    }

    private static byte[][] keys() {
        List<WireField> fields = WireField.of(Kind.PIN);
        return fields.stream()
                .map(field -> ('"' + field.wireName() + '"').getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
    }
}

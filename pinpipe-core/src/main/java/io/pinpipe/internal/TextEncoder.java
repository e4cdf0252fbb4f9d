package io.pinpipe.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Writes texts as the content of JSON strings in UTF-8, in chunks, without allocating an array for each. Not
 * thread-safe.
 *
 * <p>Long chunks are copied by the JDK's Latin-1 encoder, which processes many characters at once, and checked
 * afterwards; the rest is written character by character.
 */
final class TextEncoder {

    /** Characters per chunk. */
    static final int PIECE = 1024;

    /** Maximum bytes that a character takes, as an escape. */
    static final int LONGEST_CHARACTER = 6;

    /** Shorter chunks are not worth a call of the encoder. */
    private static final int SHORT = 16;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    /** For each ASCII character: 0 when it needs no escape, otherwise the letter of its escape, or {@code u}. */
    private static final byte[] ESCAPES = escapes();

    private final char[] piece = new char[PIECE];
    private final CharBuffer from = CharBuffer.wrap(piece);
    private final CharsetEncoder latin1 = StandardCharsets.ISO_8859_1.newEncoder();
    private ByteBuffer to = ByteBuffer.allocate(0);

    /** Returns the end of the chunk that begins at {@code begin}; never between the halves of a surrogate pair. */
    static int end(String text, int begin) {
        int end = Math.min(text.length(), begin + PIECE);
        return end < text.length() && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }

    /**
     * Writes one chunk.
     *
     * @param out has space for {@value #LONGEST_CHARACTER} bytes per character from {@code at}
     * @return the end of the written bytes, or -1 when the chunk contains an unpaired surrogate
     */
    int write(String text, int begin, int end, byte[] out, int at) {
        text.getChars(begin, end, piece, 0);
        int length = end - begin;
        int plain = length < SHORT ? 0 : copyPlain(length, out, at);
        return plain == length ? at + length : writeEach(plain, length, out, at + plain);
    }

    /** Copies the Latin-1 prefix of the chunk; returns how many of its characters need no escape, or 0. */
    private int copyPlain(int length, byte[] out, int at) {
        if (to.array() != out) {
            to = ByteBuffer.wrap(out);
        }
        from.limit(length).position(0);
        to.limit(at + length).position(at);
        latin1.encode(from, to, false);
        int copied = from.position();
        return isPlain(out, at, at + copied) ? copied : 0;
    }

    /**
     * Whether all bytes are ASCII without control characters, quotes and backslashes. Checks eight bytes at once:
     * subtracting a number from each sets the high bit of those below it, once the quote and the space are swapped; a
     * borrow comes only from a byte that is found anyway.
     */
    private static boolean isPlain(byte[] bytes, int from, int to) {
        int at = from;
        for (; at <= to - 4 * Long.BYTES; at += 4 * Long.BYTES) {
            if (((suspect(bytes, at) | suspect(bytes, at + Long.BYTES))
                            | (suspect(bytes, at + 2 * Long.BYTES) | suspect(bytes, at + 3 * Long.BYTES)))
                    != 0) {
                return false;
            }
        }
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            if (suspect(bytes, at) != 0) {
                return false;
            }
        }
        for (; at < to; at++) {
            if (!isPlain((char) bytes[at])) {
                return false;
            }
        }
        return true;
    }

    private static long suspect(byte[] bytes, int at) {
        long word = (long) WORD.get(bytes, at);
        return (((word ^ ('"' ^ ' ') * EACH_BYTE) - ('!' * EACH_BYTE)) | ((word ^ '\\' * EACH_BYTE) - EACH_BYTE) | word)
                & HIGH_BITS;
    }

    private int writeEach(int begin, int end, byte[] out, int start) {
        char[] text = piece;
        int at = start;
        for (int i = begin; i < end; i++) {
            char c = text[i];
            if (isPlain(c)) {
                out[at++] = (byte) c;
            } else if (c < 0x80) {
                at = writeEscape(c, ESCAPES[c], out, at);
            } else if (c < 0x800) {
                out[at++] = (byte) (0xC0 | c >> 6);
                out[at++] = (byte) (0x80 | c & 0x3F);
            } else if (!Character.isSurrogate(c)) {
                out[at++] = (byte) (0xE0 | c >> 12);
                out[at++] = (byte) (0x80 | c >> 6 & 0x3F);
                out[at++] = (byte) (0x80 | c & 0x3F);
            } else if (i + 1 < end && Character.isSurrogatePair(c, text[i + 1])) {
                int codePoint = Character.toCodePoint(c, text[++i]);
                out[at++] = (byte) (0xF0 | codePoint >> 18);
                out[at++] = (byte) (0x80 | codePoint >> 12 & 0x3F);
                out[at++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
                out[at++] = (byte) (0x80 | codePoint & 0x3F);
            } else {
                return -1;
            }
        }
        return at;
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x80 && c != '"' && c != '\\';
    }

    private static int writeEscape(char c, byte escape, byte[] out, int start) {
        int at = start;
        out[at++] = '\\';
        out[at++] = escape;
        if (escape == 'u') {
            out[at++] = '0';
            out[at++] = '0';
            out[at++] = HEX[c >> 4];
            out[at++] = HEX[c & 0xF];
        }
        return at;
    }

    private static byte[] escapes() {
        byte[] escapes = new byte[0x80];
        for (int control = 0; control < ' '; control++) {
            escapes[control] = 'u';
        }
        escapes['"'] = '"';
        escapes['\\'] = '\\';
        escapes['\n'] = 'n';
        escapes['\r'] = 'r';
        escapes['\t'] = 't';
        escapes['\b'] = 'b';
        escapes['\f'] = 'f';
        return escapes;
    }
}

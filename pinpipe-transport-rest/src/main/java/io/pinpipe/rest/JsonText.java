package io.pinpipe.rest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.pinpipe.internal.UnicodeText;
import java.io.IOException;
import okio.BufferedSink;

/** Escapes UTF-8 for a JSON string: quotes, backslashes and control characters; all else is copied. */
final class JsonText {

    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
    private static final byte[] CONTROL = "\\u00".getBytes(US_ASCII);

    private JsonText() {}

    static int escapedBytes(byte[] utf8) {
        int bytes = utf8.length;
        for (byte b : utf8) {
            if (b == '"' || b == '\\') {
                bytes++;
            } else if (isControl(b)) {
                bytes += CONTROL.length + 1;
            }
        }
        return bytes;
    }

    static void write(byte[] utf8, BufferedSink sink) throws IOException {
        int from = 0;
        for (int i = 0; i < utf8.length; i++) {
            byte b = utf8[i];
            if (b == '"' || b == '\\') {
                sink.write(utf8, from, i - from);
                sink.writeByte('\\');
                from = i;
            } else if (isControl(b)) {
                sink.write(utf8, from, i - from);
                sink.write(CONTROL).writeByte(HEX[b >> 4]).writeByte(HEX[b & 0xf]);
                from = i + 1;
            }
        }
        sink.write(utf8, from, utf8.length - from);
    }

    /** The bytes of a text as a JSON string, with its quotes. */
    static int quotedBytes(String text) {
        int bytes = UnicodeText.utf8Bytes(text) + 2;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                bytes++;
            } else if (c < ' ') {
                bytes += CONTROL.length + 1;
            }
        }
        return bytes;
    }

    static void writeQuoted(String text, BufferedSink sink) throws IOException {
        sink.writeByte('"');
        write(text.getBytes(UTF_8), sink);
        sink.writeByte('"');
    }

    /** In UTF-8, bytes of 0x80 and above belong to non-ASCII characters; as Java bytes they are negative. */
    private static boolean isControl(byte b) {
        return b >= 0 && b < ' ';
    }
}

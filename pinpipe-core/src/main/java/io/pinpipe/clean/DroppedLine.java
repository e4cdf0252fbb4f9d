package io.pinpipe.clean;

import io.pinpipe.internal.JsonBytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A line that was dropped.
 *
 * @param line the line's position in its chunk, from 0
 * @param reason the reason, as named in summaries
 * @param detail the reason, for people
 * @param from where the line begins in its chunk
 * @param to where the line ends in its chunk; {@code from} when the line itself is omitted
 */
record DroppedLine(int line, String reason, String detail, int from, int to) {

    private static final byte[] LINE = ascii("{\"line\":");
    private static final byte[] REASON = ascii(",\"reason\":");
    private static final byte[] DETAIL = ascii(",\"detail\":");
    private static final byte[] RAW = ascii(",\"raw\":");
    private static final byte[] RAW_BASE64 = ascii(",\"raw_base64\":");

    /**
     * Appends the line as JSON, with a line feed.
     *
     * @param bytes its chunk's bytes
     * @param firstLine the number of its chunk's first line
     */
    void write(byte[] bytes, long firstLine, JsonBytes out) {
        out.raw(LINE);
        out.integer(firstLine + line);
        out.raw(REASON);
        out.text(reason);
        out.raw(DETAIL);
        out.text(detail);
        if (from < to) {
            raw(bytes, out);
        }
        out.put('}');
        out.put('\n');
    }

    private void raw(byte[] bytes, JsonBytes out) {
        ByteBuffer raw = ByteBuffer.wrap(bytes, from, to - from);
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(raw.duplicate()).toString();
            out.raw(RAW);
            out.text(text);
        } catch (CharacterCodingException notUtf8) {
            out.raw(RAW_BASE64);
            out.text(StandardCharsets.US_ASCII
                    .decode(Base64.getEncoder().encode(raw))
                    .toString());
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

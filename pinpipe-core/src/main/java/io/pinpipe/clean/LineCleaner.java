package io.pinpipe.clean;

import io.pinpipe.Kind;
import io.pinpipe.clean.CleanGeo.CoordinateOrder;
import io.pinpipe.clean.Cleaned.Dropped;
import io.pinpipe.clean.Cleaned.Kept;
import io.pinpipe.clean.Cleaned.Note;
import io.pinpipe.internal.CleanJson;
import io.pinpipe.json.Decoded;
import io.pinpipe.json.RecordDecoder;
import java.util.Arrays;

/**
 * Cleans lines of JSON: pins in the usual format directly from bytes to bytes, all others as records. Not thread-safe.
 */
final class LineCleaner {

    private final Kind kind;
    private final PostCleaner posts;
    private final PinLineCleaner pinLines = new PinLineCleaner();

    LineCleaner(Kind kind, CoordinateOrder order) {
        this.kind = kind;
        this.posts = new PostCleaner(order);
    }

    /** Cleans the lines of a chunk. */
    void clean(LineChunk chunk) {
        if (chunk.isTooLong()) {
            String detail = "the line is longer than " + JsonLinesCleaner.MAX_LINE_BYTES + " bytes";
            drop(chunk, Decoded.Failure.TOO_LONG, detail, 0, 0);
            chunk.countLine();
            return;
        }
        int at = 0;
        while (at < chunk.length()) {
            at = clean(chunk, at);
            chunk.countLine();
        }
    }

    /** Cleans the line that begins at {@code from}; returns where the next one begins. */
    private int clean(LineChunk chunk, int from) {
        if (kind == Kind.PIN) {
            long rules = pinLines.clean(
                    chunk.bytes(), from, chunk.length(), chunk.rows().json());
            if (rules != PinLineCleaner.NOT_TAKEN) {
                int next = lineEnd(chunk, pinLines.end());
                if (next >= 0) {
                    chunk.rows().endRow(rules);
                    return next;
                }
                chunk.rows().cancelRow();
            }
        }
        int end = from;
        while (end < chunk.length() && chunk.bytes()[end] != '\n') {
            end++;
        }
        cleanAsRecord(chunk, from, end);
        return end + 1;
    }

    /** Returns where the next line begins when only whitespace remains of this one; negative otherwise. */
    private static int lineEnd(LineChunk chunk, int from) {
        byte[] bytes = chunk.bytes();
        int at = from;
        while (at < chunk.length() && (bytes[at] == '\r' || bytes[at] == ' ')) {
            at++;
        }
        return at == chunk.length() ? at : bytes[at] == '\n' ? at + 1 : -1;
    }

    private void cleanAsRecord(LineChunk chunk, int from, int end) {
        int to = end > from && chunk.bytes()[end - 1] == '\r' ? end - 1 : end;
        if (isBlank(chunk.bytes(), from, to)) {
            return;
        }
        Decoded decoded = RecordDecoder.decode(kind, Arrays.copyOfRange(chunk.bytes(), from, to));
        if (decoded instanceof Decoded.Failed failed) {
            drop(chunk, failed.reason(), failed.detail(), from, to);
            return;
        }
        Cleaned<?> cleaned = posts.clean(((Decoded.Event) decoded).event());
        if (cleaned instanceof Kept<?> kept) {
            CleanJson.write(kept.value(), chunk.rows().json());
            chunk.rows().endRow(rules(kept));
        } else {
            Note note = ((Dropped<?>) cleaned).note();
            chunk.summary().add(cleaned);
            chunk.drop(note.rule().qualifiedLabel(), note.found(), from, to);
        }
    }

    private static long rules(Kept<?> kept) {
        long rules = 0;
        for (Note note : kept.notes()) {
            rules |= note.rule().bit();
        }
        return rules;
    }

    private static void drop(LineChunk chunk, Decoded.Failure failure, String detail, int from, int to) {
        chunk.summary().add(failure);
        chunk.drop(failure.label(), detail, from, to);
    }

    private static boolean isBlank(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] != ' ' && bytes[at] != '\t' && bytes[at] != '\r') {
                return false;
            }
        }
        return true;
    }
}

package io.pinpipe.clean;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;

/**
 * Splits a stream into chunks of whole lines. A chunk is filled to its capacity unless the stream has no more bytes
 * available; one that grew for a long line ends soon after that line. Not thread-safe.
 */
final class LineReader {

    private final InputStream in;
    private final int maxLineBytes;
    private final Semaphore largeChunks;

    /** Bytes read beyond the end of the last chunk. */
    private final byte[] rest = new byte[LineChunk.CAPACITY];

    private int restLength;

    /**
     * Creates a reader.
     *
     * @param in the stream
     * @param maxLineBytes maximum length of a line, without its line feed
     * @param largeChunks provides one permit for each chunk that grows; released when the chunk is done
     */
    LineReader(InputStream in, int maxLineBytes, Semaphore largeChunks) {
        this.in = in;
        this.maxLineBytes = maxLineBytes;
        this.largeChunks = largeChunks;
    }

    /**
     * Fills an empty chunk.
     *
     * @return false when the stream has ended and the chunk is still empty
     */
    boolean fill(LineChunk chunk) throws IOException, InterruptedException {
        System.arraycopy(rest, 0, chunk.bytes(), 0, restLength);
        int linesEnd = linesEnd(rest, 0, restLength);
        chunk.length(restLength);
        restLength = 0;
        while (true) {
            int used = chunk.length();
            int room = Math.min(chunk.bytes().length - used, LineChunk.CAPACITY);
            if (room == 0) {
                if (linesEnd > 0) {
                    return cut(chunk, linesEnd);
                }
                if (used > maxLineBytes) {
                    chunk.markTooLong();
                    skipLine();
                    return true;
                }
                grow(chunk);
                continue;
            }
            int read = in.read(chunk.bytes(), used, room);
            if (read < 0) {
                return used > 0;
            }
            chunk.length(used + read);
            linesEnd = Math.max(linesEnd, linesEnd(chunk.bytes(), used, used + read));
            if (linesEnd > 0 && (chunk.isLarge() || in.available() == 0)) {
                return cut(chunk, linesEnd);
            }
        }
    }

    /** Moves the bytes after the chunk's last whole line to the next chunk. */
    private boolean cut(LineChunk chunk, int linesEnd) {
        restLength = chunk.length() - linesEnd;
        System.arraycopy(chunk.bytes(), linesEnd, rest, 0, restLength);
        chunk.length(linesEnd);
        return true;
    }

    private void grow(LineChunk chunk) throws InterruptedException {
        if (!chunk.isLarge()) {
            largeChunks.acquire();
        }
        chunk.grow((int) Math.min(maxLineBytes + 1L, 2L * chunk.bytes().length));
    }

    private void skipLine() throws IOException {
        int read = in.read(rest);
        while (read >= 0) {
            for (int at = 0; at < read; at++) {
                if (rest[at] == '\n') {
                    restLength = read - at - 1;
                    System.arraycopy(rest, at + 1, rest, 0, restLength);
                    return;
                }
            }
            read = in.read(rest);
        }
    }

    /** Returns the end of the last complete line in the range; 0 when it contains none. */
    private static int linesEnd(byte[] bytes, int from, int to) {
        for (int at = to; at > from; at--) {
            if (bytes[at - 1] == '\n') {
                return at;
            }
        }
        return 0;
    }
}

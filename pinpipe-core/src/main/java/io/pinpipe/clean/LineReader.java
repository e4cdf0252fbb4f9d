package io.pinpipe.clean;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;

/**
 * Cuts a stream into chunks of whole lines. A chunk is as large as its room, unless the stream has nothing more to give
 * for now; one that had to grow for a long line ends soon after that line. Not thread-safe.
 */
final class LineReader {

    private final InputStream in;
    private final int maxLineBytes;
    private final Semaphore largeChunks;

    /** What was read beyond the last chunk. */
    private final byte[] rest = new byte[LineChunk.CAPACITY];

    private int restLength;

    /**
     * Creates a reader.
     *
     * @param in the stream
     * @param maxLineBytes longest line that is read, without its line feed
     * @param largeChunks gives one permit for each chunk that grows; whoever is done with the chunk gives it back
     */
    LineReader(InputStream in, int maxLineBytes, Semaphore largeChunks) {
        this.in = in;
        this.maxLineBytes = maxLineBytes;
        this.largeChunks = largeChunks;
    }

    /**
     * Fills an empty chunk.
     *
     * @return false when the stream is at its end and the chunk is still empty
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

    /** Keeps what is behind the chunk's last whole line for the next one. */
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

    /** Where the last line that has its line feed between the two places ends; 0 when there is none. */
    private static int linesEnd(byte[] bytes, int from, int to) {
        for (int at = to; at > from; at--) {
            if (bytes[at - 1] == '\n') {
                return at;
            }
        }
        return 0;
    }
}

package io.pinpipe.clean;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Some whole lines of input and what became of them. Used by one thread at a time, and again for other lines when it is
 * done with.
 */
final class LineChunk {

    /** Bytes that a chunk holds at first, and keeps between uses. */
    static final int CAPACITY = 1 << 20;

    private final CleanRows rows;
    private final List<DroppedLine> dropped = new ArrayList<>();
    private CleaningSummary summary = new CleaningSummary();
    private byte[] bytes = new byte[CAPACITY];
    private int length;
    private int lines;
    private boolean tooLong;

    LineChunk(boolean fingerprinted) {
        rows = new CleanRows(CAPACITY, fingerprinted);
    }

    /** The lines, each with its line feed but perhaps the last one of all. */
    byte[] bytes() {
        return bytes;
    }

    /** How many of the bytes are used. */
    int length() {
        return length;
    }

    void length(int used) {
        length = used;
    }

    /** Makes room for more bytes, keeping those that are used. */
    void grow(int capacity) {
        bytes = Arrays.copyOf(bytes, capacity);
    }

    /** Whether the chunk holds more bytes than it keeps between uses. */
    boolean isLarge() {
        return bytes.length > CAPACITY;
    }

    /** Whether the chunk is nothing but the beginning of a line that is too long to be cleaned. */
    boolean isTooLong() {
        return tooLong;
    }

    void markTooLong() {
        tooLong = true;
    }

    /** How many lines were cleaned, blank ones included. */
    int lines() {
        return lines;
    }

    void countLine() {
        lines++;
    }

    /** Takes the line that is being cleaned as one that is dropped. */
    void drop(String reason, String detail, int from, int to) {
        dropped.add(new DroppedLine(lines, reason, detail, from, to));
    }

    List<DroppedLine> dropped() {
        return dropped;
    }

    /** The lines that were dropped, counted; kept rows are not. */
    CleaningSummary summary() {
        return summary;
    }

    CleanRows rows() {
        return rows;
    }

    /** Makes it ready for other lines. */
    void clear() {
        length = 0;
        lines = 0;
        tooLong = false;
        dropped.clear();
        summary = new CleaningSummary();
        rows.clear();
        if (isLarge()) {
            bytes = new byte[CAPACITY];
        }
    }
}

package io.pinpipe.clean;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A chunk of whole input lines and their cleaned output. Confined to one thread at a time; reused for later lines. */
final class LineChunk {

    /** Initial capacity of a chunk in bytes, retained between uses. */
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

    /** The lines, each with its line feed except perhaps the last line of the input. */
    byte[] bytes() {
        return bytes;
    }

    /** The number of bytes used. */
    int length() {
        return length;
    }

    void length(int used) {
        length = used;
    }

    /** Grows the capacity, preserving the bytes used. */
    void grow(int capacity) {
        bytes = Arrays.copyOf(bytes, capacity);
    }

    /** Whether the chunk exceeds the capacity retained between uses. */
    boolean isLarge() {
        return bytes.length > CAPACITY;
    }

    /** Whether the chunk consists only of the beginning of a line that is too long to be cleaned. */
    boolean isTooLong() {
        return tooLong;
    }

    void markTooLong() {
        tooLong = true;
    }

    /** The number of lines cleaned, including blank ones. */
    int lines() {
        return lines;
    }

    void countLine() {
        lines++;
    }

    /** Records the current line as dropped. */
    void drop(String reason, String detail, int from, int to) {
        dropped.add(new DroppedLine(lines, reason, detail, from, to));
    }

    List<DroppedLine> dropped() {
        return dropped;
    }

    /** Counts of the dropped lines; kept rows are not included. */
    CleaningSummary summary() {
        return summary;
    }

    CleanRows rows() {
        return rows;
    }

    /** Resets the chunk for other lines. */
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

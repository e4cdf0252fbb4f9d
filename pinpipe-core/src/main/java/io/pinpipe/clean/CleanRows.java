package io.pinpipe.clean;

import io.pinpipe.internal.JsonBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A buffer of clean rows as lines of JSON, with the rules and fingerprint of each row. Not thread-safe. */
final class CleanRows {

    private static final int FIRST_ROWS = 1024;

    private final boolean fingerprinted;
    private final int capacity;
    private JsonBytes json;
    private int count;

    /** The end of each row, after its line feed. */
    private int[] ends = new int[FIRST_ROWS];

    /** The bits of the rules that applied to each row. */
    private long[] rules = new long[FIRST_ROWS];

    /** Two longs for each row, when rows have fingerprints. */
    private long[] fingerprints = {};

    /**
     * Creates an empty buffer.
     *
     * @param capacity initial size in bytes, retained between uses
     * @param fingerprinted whether rows have fingerprints, which detecting duplicates needs
     */
    CleanRows(int capacity, boolean fingerprinted) {
        this.capacity = capacity;
        this.fingerprinted = fingerprinted;
        this.json = new JsonBytes(new byte[capacity]);
    }

    /** Where to write the next row. */
    JsonBytes json() {
        return json;
    }

    /** Ends the row that consists of everything written since the last one. */
    void endRow(long rulesThatActed) {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
            rules = Arrays.copyOf(rules, 2 * count);
        }
        if (fingerprinted) {
            int start = start(count);
            fingerprint(Fingerprint.of(json.buffer(), start, json.length() - start));
        }
        json.put('\n');
        ends[count] = json.length();
        rules[count] = rulesThatActed;
        count++;
    }

    /** Discards everything written since the last row. */
    void cancelRow() {
        json.cut(start(count));
    }

    /** Removes rows that were seen before, if {@code seen} is not null, and counts kept and removed rows. */
    void keepNew(@Nullable Deduplicator seen, CleaningSummary summary) {
        int kept = 0;
        for (int row = 0; row < count; row++) {
            if (seen == null || seen.isNew(new Fingerprint(fingerprints[2 * row], fingerprints[2 * row + 1]))) {
                int from = start(row);
                int length = ends[row] - from;
                if (from != kept) {
                    System.arraycopy(json.buffer(), from, json.buffer(), kept, length);
                }
                kept += length;
                summary.addKept(rules[row]);
            } else {
                summary.addDuplicate();
            }
        }
        json.cut(kept);
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(json.buffer(), 0, json.length());
    }

    /** Discards all rows and releases excess capacity. */
    void clear() {
        count = 0;
        json.cut(0);
        if (json.buffer().length > 2 * capacity) {
            json = new JsonBytes(new byte[capacity]);
        }
    }

    private int start(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }

    private void fingerprint(Fingerprint fingerprint) {
        if (fingerprints.length < 2 * ends.length) {
            fingerprints = Arrays.copyOf(fingerprints, 2 * ends.length);
        }
        fingerprints[2 * count] = fingerprint.high();
        fingerprints[2 * count + 1] = fingerprint.low();
    }
}

package io.pinpipe.clean;

import io.pinpipe.json.JsonBytes;

/**
 * Tells rows that were seen before from new ones, by a fingerprint of the whole clean row.
 *
 * <p>Two rows are the same when all their clean columns are; how the raw rows were written (order of fields, form of
 * dates, numbers as texts) makes no difference. Rows of different kinds are never the same.
 *
 * <p>Memory: a row takes 16 bytes for its 128 bits, in tables that are between 0.6 and 0.75 full: 21 to 27 bytes, about
 * 24 averaged, 240 MB at 10 million rows. Only new rows take room. A table is one of 1024 and grows by a quarter, so
 * that growth needs next to nothing more.
 *
 * <p>A row is wrongly taken for a duplicate when another one has its fingerprint. Among n different rows the chance that
 * this happens at all is below n²/2¹²⁹: 1.5 × 10⁻²⁵ at 10 million. That holds for rows as they come, not for rows that
 * someone crafted to collide.
 *
 * <p>Not thread-safe; since the first of several same rows is the one that is new, rows belong to it in their order.
 */
public final class Deduplicator {

    private final FingerprintSet seen = new FingerprintSet();
    private final JsonBytes json = new JsonBytes(new byte[1024]);
    private long duplicates;

    /** Creates one that has seen nothing. */
    public Deduplicator() {}

    /**
     * Takes a row.
     *
     * @param row the clean row
     * @return true when it is new; false when the same row was taken before
     * @throws io.pinpipe.json.InvalidPostException when the row cannot be written as JSON; it is not taken then
     */
    public boolean isNew(CleanEvent row) {
        json.cut(0);
        CleanJson.write(row, json);
        return isNew(Fingerprint.of(json.buffer(), 0, json.length()));
    }

    /** Takes a row by the fingerprint of its JSON. */
    boolean isNew(Fingerprint row) {
        boolean added = seen.add(row.high(), row.low());
        if (!added) {
            duplicates++;
        }
        return added;
    }

    /**
     * How many different rows were taken.
     *
     * @return the number of times that {@link #isNew(CleanEvent)} was true
     */
    public long rows() {
        return seen.size();
    }

    /**
     * How many rows were taken again.
     *
     * @return the number of times that {@link #isNew(CleanEvent)} was false
     */
    public long duplicates() {
        return duplicates;
    }

    /**
     * How much memory the fingerprints take.
     *
     * @return bytes, in all tables together
     */
    public long bytes() {
        return seen.bytes();
    }
}

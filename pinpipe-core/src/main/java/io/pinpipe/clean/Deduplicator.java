package io.pinpipe.clean;

import io.pinpipe.internal.CleanJson;
import io.pinpipe.internal.JsonBytes;

/**
 * Detects duplicate rows by a fingerprint of the whole clean row.
 *
 * <p>Two rows are equal when all their clean columns are; the format of the raw rows (order of fields, date format,
 * numbers as texts) makes no difference. Rows of different kinds are never equal.
 *
 * <p>Memory: a row takes 16 bytes for its 128 bits, in tables that are between 0.6 and 0.75 full: 21 to 27 bytes, 24 on
 * average, 240 MB for 10 million rows. Duplicates take no memory. There are 1024 tables, which grow by a quarter one at
 * a time, so that growth needs hardly any extra memory.
 *
 * <p>A row is falsely reported as a duplicate when a different one has the same fingerprint. The probability of any
 * collision among n different rows is below n²/2¹²⁹: 1.5 × 10⁻²⁵ at 10 million. This does not hold for rows crafted to
 * collide.
 *
 * <p>Not thread-safe. The first of several equal rows is the new one, so pass rows in their order.
 */
final class Deduplicator {

    private final FingerprintSet seen = new FingerprintSet();
    private final JsonBytes json = new JsonBytes(new byte[1024]);
    private long duplicates;

    /** Creates a deduplicator that has seen no rows. */
    public Deduplicator() {}

    /**
     * Records a row.
     *
     * @param row the clean row
     * @return true when it is new; false when an equal row was recorded before
     * @throws io.pinpipe.json.InvalidPostException when the row cannot be written as JSON; it is not recorded then
     */
    public boolean isNew(CleanEvent row) {
        json.cut(0);
        CleanJson.write(row, json);
        return isNew(Fingerprint.of(json.buffer(), 0, json.length()));
    }

    /** Records a row by the fingerprint of its JSON. */
    boolean isNew(Fingerprint row) {
        boolean added = seen.add(row.high(), row.low());
        if (!added) {
            duplicates++;
        }
        return added;
    }

    /**
     * Returns the number of distinct rows.
     *
     * @return how often {@link #isNew(CleanEvent)} returned true
     */
    public long rows() {
        return seen.size();
    }

    /**
     * Returns the number of duplicates.
     *
     * @return how often {@link #isNew(CleanEvent)} returned false
     */
    public long duplicates() {
        return duplicates;
    }

    /**
     * Returns the memory used by the fingerprints.
     *
     * @return bytes, over all tables
     */
    public long bytes() {
        return seen.bytes();
    }
}

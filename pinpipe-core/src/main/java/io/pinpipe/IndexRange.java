package io.pinpipe;

/**
 * The lowest and the highest index of a source.
 *
 * @param first the lowest index
 * @param last the highest index, not less than the lowest
 */
public record IndexRange(long first, long last) {

    /** Refuses a range whose last index is less than its first with an {@link IllegalArgumentException}. */
    public IndexRange {
        if (last < first) {
            throw new IllegalArgumentException("a range cannot end at " + last + " before it begins at " + first);
        }
    }

    /**
     * From the lower of both beginnings to the higher of both ends.
     *
     * @param other another range
     * @return the smallest range that holds both
     */
    public IndexRange spanning(IndexRange other) {
        return new IndexRange(Math.min(first, other.first), Math.max(last, other.last));
    }
}

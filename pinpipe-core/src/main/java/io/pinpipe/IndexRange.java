package io.pinpipe;

/**
 * The lowest and highest index of a source.
 *
 * @param first the lowest index
 * @param last the highest index, at least {@code first}
 */
public record IndexRange(long first, long last) {

    /** Throws {@link IllegalArgumentException} when {@code last} is less than {@code first}. */
    public IndexRange {
        if (last < first) {
            throw new IllegalArgumentException("a range cannot end at " + last + " before it begins at " + first);
        }
    }

    /**
     * Returns the smallest range that contains both.
     *
     * @param other another range
     * @return from the lower of the two first indexes to the higher of the two last ones
     */
    public IndexRange spanning(IndexRange other) {
        return new IndexRange(Math.min(first, other.first), Math.max(last, other.last));
    }
}

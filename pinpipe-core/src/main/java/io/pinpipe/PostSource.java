package io.pinpipe;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A source of posts.
 *
 * <p>Every method that accesses the database throws {@link SourceException} when the access fails. Thread-safe.
 */
public interface PostSource extends AutoCloseable {

    /**
     * Returns the row count of the largest table.
     *
     * @return rows, from 0
     */
    long size();

    /**
     * Returns the lowest and highest index across all tables.
     *
     * @return the range, or empty when all tables are empty
     */
    Optional<IndexRange> range();

    /**
     * Reads posts by index, with one query for each table.
     *
     * @param indexes the posts to read, in any order; may contain duplicates
     * @return one post for each requested index, in the requested order; a post lacks the parts whose table has no such
     *     row
     */
    List<Post> fetch(List<Long> indexes);

    /**
     * Reads posts by index like {@link #fetch(List)}, but skips unusable rows instead of failing.
     *
     * @param indexes the posts to read, in any order; may contain duplicates
     * @param unusable receives each unusable row on the calling thread before the method returns; the exception carries
     *     the row's {@link SourceException#kind() kind} and {@link SourceException#index() index}. A source that does
     *     not override this method never calls it, and fails as {@link #fetch(List)} does
     * @return one post for each requested index, in the requested order; a post lacks the parts whose table has no such
     *     row or an unusable one
     */
    default List<Post> fetch(List<Long> indexes, Consumer<SourceException> unusable) {
        return fetch(indexes);
    }

    /**
     * Reads all posts with an index greater than {@code after}, in index order and bounded memory.
     *
     * @param after the exclusive lower bound; {@code -1} reads all posts if indexes start at 0
     * @return an open scan; the caller closes it
     */
    Scan scan(long after);

    /**
     * Reads posts like {@link #scan(long)}, but skips unusable rows instead of failing.
     *
     * @param after the exclusive lower bound
     * @param unusable receives each unusable row before the scan returns its post, on the thread that reads the scan;
     *     the exception carries the row's {@link SourceException#kind() kind} and {@link SourceException#index()
     *     index}. A source that does not override this method never calls it, and fails as {@link #scan(long)} does
     * @return an open scan; the caller closes it. A post lacks its unusable parts, and may lack all parts
     */
    default Scan scan(long after, Consumer<SourceException> unusable) {
        return scan(after);
    }

    /** Releases the connections. Idempotent. */
    @Override
    void close();

    /** An iterator over posts in index order that reads from the source on demand. Close it after use. Not thread-safe. */
    interface Scan extends Iterator<Post>, AutoCloseable {

        /** Ends the scan and releases its connections. Idempotent. */
        @Override
        void close();
    }

    /**
     * The lowest and highest index of a source.
     *
     * @param first the lowest index
     * @param last the highest index, at least {@code first}
     */
    record IndexRange(long first, long last) {

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
}

package io.pinpipe;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where posts are read from.
 *
 * <p>Every method that reaches the database throws a {@link SourceException} when that fails. Thread-safe.
 */
public interface PostSource extends AutoCloseable {

    /**
     * How many rows the table with the most rows has.
     *
     * @return rows, from 0
     */
    long size();

    /**
     * The lowest and the highest index of any table.
     *
     * @return the range, or empty when all tables are
     */
    Optional<IndexRange> range();

    /**
     * Reads posts by index, with one query a table.
     *
     * @param indexes which posts, in any order; an index may occur more than once
     * @return one post for each index, in the order asked for; a post lacks the parts whose table has no such row
     */
    List<Post> fetch(List<Long> indexes);

    /**
     * Reads posts by index as {@link #fetch(List)} does, and goes on past rows that are there and cannot be used.
     *
     * @param indexes which posts, in any order; an index may occur more than once
     * @param unusable is told of each such row before the method returns, by the calling thread; the exception has the
     *     row's {@link SourceException#kind() kind} and {@link SourceException#index() index}. A source that does not
     *     override this method never tells of one, and fails as {@link #fetch(List)} does
     * @return one post for each index, in the order asked for; a post lacks the parts whose table has no such row, and
     *     the parts that are unusable
     */
    default List<Post> fetch(List<Long> indexes, Consumer<SourceException> unusable) {
        return fetch(indexes);
    }

    /**
     * Reads every post of a higher index, in index order, in bounded memory.
     *
     * @param after the index after which to begin; {@code -1} reads from the first, if indexes begin at 0
     * @return an open scan, to be closed by the caller
     */
    PostScan scan(long after);

    /**
     * Reads every post of a higher index as {@link #scan(long)} does, and goes on past rows that are there and cannot be
     * used.
     *
     * @param after the index after which to begin
     * @param unusable is told of each such row before the scan returns its post, by the thread that reads the scan; the
     *     exception has the row's {@link SourceException#kind() kind} and {@link SourceException#index() index}. A
     *     source that does not override this method never tells of one, and fails as {@link #scan(long)} does
     * @return an open scan, to be closed by the caller; a post lacks the parts that are unusable, and may lack all
     */
    default PostScan scan(long after, Consumer<SourceException> unusable) {
        return scan(after);
    }

    /** Gives back the connections. A second call has no effect. */
    @Override
    void close();
}

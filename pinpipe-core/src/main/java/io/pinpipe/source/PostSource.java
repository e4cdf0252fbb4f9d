package io.pinpipe.source;

import io.pinpipe.Post;
import java.util.List;
import java.util.Optional;

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
     * Reads every post of a higher index, in index order, in bounded memory.
     *
     * @param after the index after which to begin; {@code -1} reads from the first, if indexes begin at 0
     * @return an open scan, to be closed by the caller
     */
    PostScan scan(long after);

    /** Gives back the connections. A second call has no effect. */
    @Override
    void close();
}

package io.pinpipe.rds;

import io.pinpipe.Post;
import io.pinpipe.PostSource;
import java.util.function.LongFunction;

/**
 * The posts of tables that the server has to sort, where querying the highest index first would take as long again.
 *
 * <p>Up to the last row of the table that ends first, posts are as complete as in the database, whatever is inserted
 * during the scan in index order. Rows beyond it may belong to posts that were being inserted when a table's query
 * started: they are read again, up to an index queried before. Not thread-safe.
 */
final class SortedScan implements PostSource.Scan {

    private final LongFunction<MergedScan> rest;
    private MergedScan posts;
    private long last;
    private boolean inRest;
    private boolean closed;

    /**
     * Starts before the first query.
     *
     * @param after the exclusive lower bound of the indexes
     * @param posts ends where the first table does
     * @param rest the posts after an index, as of the time it is called
     */
    SortedScan(long after, MergedScan posts, LongFunction<MergedScan> rest) {
        this.last = after;
        this.posts = posts;
        this.rest = rest;
    }

    @Override
    public boolean hasNext() {
        return current().hasNext();
    }

    @Override
    public Post next() {
        Post post = current().next();
        last = post.index();
        return post;
    }

    private MergedScan current() {
        if (!inRest && !closed && !posts.hasNext() && posts.hasRowsLeft()) {
            MergedScan beyond = rest.apply(last);
            posts.close();
            posts = beyond;
            inRest = true;
        }
        return posts;
    }

    @Override
    public void close() {
        closed = true;
        posts.close();
    }
}

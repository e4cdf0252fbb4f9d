package io.pinpipe.rds;

import io.pinpipe.Post;
import io.pinpipe.PostScan;
import java.util.function.LongFunction;

/**
 * The posts of tables that the server has to sort, in which to look for the highest index first would take as long again.
 *
 * <p>Up to the last row of the table that ends first, posts are as whole as they are in the database, whatever is inserted
 * meanwhile in the order of the index. What other tables have beyond may belong to posts that were just being
 * inserted when a table's query began: it is read anew, up to an index that is looked for before. Not thread-safe.
 */
final class SortedScan implements PostScan {

    private final LongFunction<MergedScan> rest;
    private MergedScan posts;
    private long last;
    private boolean inRest;
    private boolean closed;

    /**
     * Begins before the first query.
     *
     * @param after the index after which posts are read
     * @param posts ends where one of the tables does
     * @param rest the posts after an index that the tables hold by the time it is called
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

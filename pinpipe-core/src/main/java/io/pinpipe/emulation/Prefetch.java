package io.pinpipe.emulation;

import io.pinpipe.Kind;
import io.pinpipe.Post;
import io.pinpipe.PostSource;
import io.pinpipe.SourceException;
import io.pinpipe.internal.HeapBytes;
import io.pinpipe.internal.ReadAhead;
import io.pinpipe.internal.UnusableRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the picked posts ahead, many with one query. Confined to one thread. */
final class Prefetch {

    /** Maximum posts of a fetch, once the first, smaller fetches are done. */
    static final int FETCH_POSTS = 1_000;

    /** Maximum posts that are read, or being read, but not taken. */
    static final int AHEAD_POSTS = 2 * FETCH_POSTS;

    private static final int FIRST_FETCH_POSTS = 50;

    /** Maximum bytes of one fetch, so that another fits beside it. */
    private static final long FETCH_BYTES = ReadAhead.MOST_BYTES / 2;

    /** A pick with its post and the post's unusable rows. */
    record Picked(RowOrder.Pick pick, Post post, Map<Kind, SourceException> unusable) {}

    private final PostSource source;
    private final RowOrder order;
    private final PickedRows rows;
    private final ReadAhead<Picked> ahead;

    private Prefetch(PostSource source, RowOrder order, PickedRows rows, ReadAhead<Picked> ahead) {
        this.source = source;
        this.order = order;
        this.rows = rows;
        this.ahead = ahead;
    }

    /** Starts reading the first {@code limit} posts of an order. */
    static ReadAhead<Picked> of(PostSource source, RowOrder order, PickedRows rows, long limit) {
        return new ReadAhead<>(
                "pinpipe-prefetch", AHEAD_POSTS, ahead -> new Prefetch(source, order, rows, ahead).read(limit));
    }

    private void read(long limit) {
        long left = limit;
        int size = FIRST_FETCH_POSTS;
        while (left > 0 && ahead.awaitRoom(size)) {
            int count = (int) Math.min(size, left);
            long bytes = fetch(draw(count));
            left -= count;
            long fitting = Math.max(1, FETCH_BYTES / Math.max(1, bytes / count));
            size = (int) Math.min(Math.min(2L * size, FETCH_POSTS), fitting);
        }
    }

    private List<RowOrder.Pick> draw(int count) {
        List<RowOrder.Pick> picks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            picks.add(order.next());
        }
        return picks;
    }

    /** Returns the bytes read. */
    private long fetch(List<RowOrder.Pick> picks) {
        List<Long> indexes =
                picks.stream().map(pick -> rows.index().applyAsLong(pick.row())).toList();
        UnusableRows unusable = new UnusableRows();
        List<Post> posts = source.fetch(indexes, unusable);
        long total = 0;
        for (int i = 0; i < picks.size(); i++) {
            Post post = posts.get(i);
            long bytes = HeapBytes.of(post);
            ahead.add(new Picked(picks.get(i), post, unusable.of(post.index())), bytes);
            total += bytes;
        }
        return total;
    }
}

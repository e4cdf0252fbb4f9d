package io.pinpipe.source;

import io.pinpipe.Kind;
import io.pinpipe.Post;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the picked posts ahead on a thread of its own, many with one query, so that a run need not wait for the
 * database. Holds at most {@link #AHEAD_POSTS} posts. For use by one thread, but for {@link #stop}.
 */
final class Prefetch implements AutoCloseable {

    /** Posts a fetch, once the first and smaller fetches are done. */
    static final int FETCH_POSTS = 1_000;

    /** Posts that are read, or being read, but not taken. */
    static final int AHEAD_POSTS = 2 * FETCH_POSTS;

    private static final int FIRST_FETCH_POSTS = 50;
    private static final long JOIN_MILLIS = TimeUnit.SECONDS.toMillis(10);

    /** A pick with its post, and what is unusable of it. */
    record Picked(RowOrder.Pick pick, Post post, Map<Kind, SourceException> unusable) {}

    private final PostSource source;
    private final RowOrder order;
    private final PickedRows rows;
    private final long limit;
    private final Thread thread;
    private final ArrayDeque<Picked> ready = new ArrayDeque<>();
    private boolean stopped;
    private boolean ended;
    private @Nullable RuntimeException failure;

    /** Begins to read the first {@code limit} posts of an order. */
    Prefetch(PostSource source, RowOrder order, PickedRows rows, long limit) {
        this.source = source;
        this.order = order;
        this.rows = rows;
        this.limit = limit;
        this.thread = new Thread(this::read, "pinpipe-prefetch");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * The next post, or null after the last one and after {@link #stop}; waits for it.
     *
     * @throws SourceException when the source failed, after all posts that were read before are taken
     */
    synchronized @Nullable Picked next() throws InterruptedException {
        while (!stopped && ready.isEmpty() && !ended) {
            wait();
        }
        if (stopped) {
            return null;
        }
        Picked next = ready.poll();
        if (next == null && failure != null) {
            throw failure;
        }
        notifyAll();
        return next;
    }

    /** Ends the reading and the waiting for it; from any thread. */
    synchronized void stop() {
        stopped = true;
        ready.clear();
        notifyAll();
    }

    /** Stops, and waits for a query that is under way, but not for ever. */
    @Override
    public void close() {
        stop();
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        RuntimeException thrown = null;
        try {
            long left = limit;
            for (int size = FIRST_FETCH_POSTS; left > 0 && awaitRoom(size); size = Math.min(2 * size, FETCH_POSTS)) {
                List<RowOrder.Pick> picks = draw((int) Math.min(size, left));
                add(fetch(picks));
                left -= picks.size();
            }
        } catch (RuntimeException e) {
            thrown = e;
        } finally {
            end(thrown);
        }
    }

    private List<RowOrder.Pick> draw(int count) {
        List<RowOrder.Pick> picks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            picks.add(order.next());
        }
        return picks;
    }

    private List<Picked> fetch(List<RowOrder.Pick> picks) {
        List<Long> indexes =
                picks.stream().map(pick -> rows.index().applyAsLong(pick.row())).toList();
        Map<Long, Map<Kind, SourceException>> unusable = new HashMap<>();
        List<Post> posts = source.fetch(indexes, row -> note(row, unusable));
        List<Picked> fetched = new ArrayList<>(posts.size());
        for (int i = 0; i < picks.size(); i++) {
            Post post = posts.get(i);
            fetched.add(new Picked(picks.get(i), post, unusable.getOrDefault(post.index(), Map.of())));
        }
        return fetched;
    }

    private static void note(SourceException row, Map<Long, Map<Kind, SourceException>> unusable) {
        Kind kind = row.kind();
        Long index = row.index();
        if (kind == null || index == null) {
            throw row;
        }
        unusable.computeIfAbsent(index, none -> new EnumMap<>(Kind.class)).put(kind, row);
    }

    private synchronized boolean awaitRoom(int size) {
        while (!stopped && ready.size() + size > AHEAD_POSTS) {
            try {
                wait();
            } catch (InterruptedException e) {
                // nobody interrupts this thread but to end it
                return false;
            }
        }
        return !stopped;
    }

    private synchronized void add(List<Picked> fetched) {
        if (!stopped) {
            ready.addAll(fetched);
            notifyAll();
        }
    }

    private synchronized void end(@Nullable RuntimeException thrown) {
        failure = thrown;
        ended = true;
        notifyAll();
    }
}

package io.pinpipe.source;

import io.pinpipe.Kind;
import io.pinpipe.Post;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads a scan on a thread of its own, so that a replay need not wait for the database. Holds at most
 * {@link #AHEAD_POSTS} posts, beside what the scan itself holds. For use by one thread.
 */
final class ScanAhead implements AutoCloseable {

    /** Posts that are read but not taken. */
    static final int AHEAD_POSTS = 1_000;

    private static final long JOIN_MILLIS = TimeUnit.SECONDS.toMillis(10);

    /** A post, and what is unusable of it. */
    record Scanned(Post post, Map<Kind, SourceException> unusable) {}

    private final PostSource source;
    private final long after;
    private final Thread thread;
    private final ArrayDeque<Scanned> ready = new ArrayDeque<>();
    private boolean stopped;
    private boolean ended;
    private @Nullable RuntimeException failure;

    /** Begins to read the posts of higher indexes. */
    ScanAhead(PostSource source, long after) {
        this.source = source;
        this.after = after;
        this.thread = new Thread(this::read, "pinpipe-scan");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * The next post, or null when none comes in time, and after the last one.
     *
     * @throws SourceException when the source failed, after all posts that were read before are taken
     */
    synchronized @Nullable Scanned poll(long nanos) throws InterruptedException {
        if (ready.isEmpty() && !ended) {
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
        }
        Scanned next = ready.poll();
        if (next == null && failure != null) {
            throw failure;
        }
        if (ready.size() == AHEAD_POSTS / 2) {
            notifyAll();
        }
        return next;
    }

    /** Whether the last post has been taken. */
    synchronized boolean hasEnded() {
        return ended && ready.isEmpty();
    }

    /** Stops, and waits for a query that is under way, but not for ever. */
    @Override
    public void close() {
        synchronized (this) {
            stopped = true;
            ready.clear();
            notifyAll();
        }
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        RuntimeException thrown = null;
        Map<Long, Map<Kind, SourceException>> unusable = new HashMap<>();
        try (PostScan scan = source.scan(after, row -> note(row, unusable))) {
            while (awaitRoom() && scan.hasNext()) {
                Post post = scan.next();
                Map<Kind, SourceException> rows = unusable.remove(post.index());
                add(new Scanned(post, rows == null ? Map.of() : rows));
            }
        } catch (RuntimeException e) {
            thrown = e;
        } finally {
            end(thrown);
        }
    }

    private static void note(SourceException row, Map<Long, Map<Kind, SourceException>> unusable) {
        Kind kind = row.kind();
        Long index = row.index();
        if (kind == null || index == null) {
            throw row;
        }
        unusable.computeIfAbsent(index, none -> new EnumMap<>(Kind.class)).put(kind, row);
    }

    /** Waits until half of the room is free once it was full, so that the two threads do not take turns for each post. */
    private synchronized boolean awaitRoom() {
        if (ready.size() >= AHEAD_POSTS) {
            while (!stopped && ready.size() > AHEAD_POSTS / 2) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    // nobody interrupts this thread but to end it
                    return false;
                }
            }
        }
        return !stopped;
    }

    private synchronized void add(Scanned post) {
        if (!stopped) {
            ready.add(post);
            if (ready.size() == 1) {
                notifyAll();
            }
        }
    }

    private synchronized void end(@Nullable RuntimeException thrown) {
        failure = thrown;
        ended = true;
        notifyAll();
    }
}

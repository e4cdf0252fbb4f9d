package io.pinpipe.replay;

import io.pinpipe.internal.FailedEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The posts sent beyond the stored checkpoint, in index order, and the index up to which all are done. Confined to one
 * thread, except for the posts in it.
 */
final class ReplayWindow {

    /** A post with parts that are not done; parts complete on any thread. */
    static final class Sent {

        private final long index;
        private final AtomicInteger parts;
        private final long bytes;
        private final AtomicLong allBytes;
        private volatile @Nullable FailedEvent blocker;

        private Sent(long index, int parts, long bytes, AtomicLong allBytes) {
            this.index = index;
            this.parts = new AtomicInteger(parts);
            this.bytes = bytes;
            this.allBytes = allBytes;
        }

        /** Marks one part as done; returns true for the last one. */
        boolean partDone() {
            boolean last = parts.decrementAndGet() == 0;
            if (last) {
                allBytes.addAndGet(-bytes);
            }
            return last;
        }

        /** Marks the post as never done; the first failed part wins. */
        synchronized void block(FailedEvent lost) {
            FailedEvent other = blocker;
            if (other == null || lost.kind().compareTo(other.kind()) < 0) {
                blocker = lost;
            }
        }
    }

    /**
     * Maximum heap size of posts that are not done, give or take one post: {@value} bytes. About as many average posts
     * as the default window; wide ones would fill a small heap.
     */
    static final long MOST_BYTES = 24L << 20;

    private final int size;
    private final Deque<Sent> open = new ArrayDeque<>();
    private final AtomicLong openBytes = new AtomicLong();
    private int doneUnstored;
    private @Nullable Long done;

    /** Creates a window of the given number of posts, from 1. */
    ReplayWindow(int size) {
        this.size = size;
    }

    boolean hasRoom() {
        return open.size() + doneUnstored < size && openBytes.get() < MOST_BYTES;
    }

    /** Adds a post with an index higher than all before; it counts the given bytes until its parts are done. */
    Sent add(long index, int parts, long bytes) {
        Sent sent = new Sent(index, parts, bytes, openBytes);
        openBytes.addAndGet(bytes);
        open.add(sent);
        return sent;
    }

    /** Moves past posts that are done, up to the first that is not. */
    void advance() {
        Sent first = open.peek();
        while (first != null && first.parts.get() == 0) {
            open.remove();
            done = first.index;
            doneUnstored++;
            first = open.peek();
        }
    }

    /** The number of consecutive posts that are done but not in the stored checkpoint. */
    int doneUnstored() {
        return doneUnstored;
    }

    /** The index up to which all posts are done, or null when none is. */
    @Nullable
    Long done() {
        return done;
    }

    /** Records that the stored checkpoint covers all posts that are done. */
    void stored() {
        doneUnstored = 0;
    }

    /** The failure that permanently keeps the checkpoint from advancing; null when there is none. */
    @Nullable
    FailedEvent blocker() {
        Sent first = open.peek();
        return first == null ? null : first.blocker;
    }
}

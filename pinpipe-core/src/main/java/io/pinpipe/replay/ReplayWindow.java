package io.pinpipe.replay;

import io.pinpipe.internal.FailedEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The posts that were sent and that the stored checkpoint does not cover, in index order, and how far all is done
 * without a gap. For one thread, but for the posts in it.
 */
final class ReplayWindow {

    /** A post of which some parts are not done yet; parts end on any thread. */
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

        /** One part is done; true when it was the last. */
        boolean partDone() {
            boolean last = parts.decrementAndGet() == 0;
            if (last) {
                allBytes.addAndGet(-bytes);
            }
            return last;
        }

        /** One part will never be done; of several the first of the post counts. */
        synchronized void block(FailedEvent lost) {
            FailedEvent other = blocker;
            if (other == null || lost.kind().compareTo(other.kind()) < 0) {
                blocker = lost;
            }
        }
    }

    /**
     * Memory of posts with parts that are not done, give or take that of one post: {@value} bytes. About as many ordinary
     * posts as the default window; wide ones would fill a small heap.
     */
    static final long MOST_BYTES = 24L << 20;

    private final int size;
    private final Deque<Sent> open = new ArrayDeque<>();
    private final AtomicLong openBytes = new AtomicLong();
    private int doneUnstored;
    private @Nullable Long done;

    /** A window of so many posts, from 1. */
    ReplayWindow(int size) {
        this.size = size;
    }

    boolean hasRoom() {
        return open.size() + doneUnstored < size && openBytes.get() < MOST_BYTES;
    }

    /** Adds a post of an index higher than all before, which takes so much memory until its parts are done. */
    Sent add(long index, int parts, long bytes) {
        Sent sent = new Sent(index, parts, bytes, openBytes);
        openBytes.addAndGet(bytes);
        open.add(sent);
        return sent;
    }

    /** Passes over the posts that are done, up to the first that is not. */
    void advance() {
        Sent first = open.peek();
        while (first != null && first.parts.get() == 0) {
            open.remove();
            done = first.index;
            doneUnstored++;
            first = open.peek();
        }
    }

    /** Posts that are done without a gap, and not in the stored checkpoint. */
    int doneUnstored() {
        return doneUnstored;
    }

    /** The index up to which all is done, or null when nothing is. */
    @Nullable
    Long done() {
        return done;
    }

    /** All that is done is in the stored checkpoint. */
    void stored() {
        doneUnstored = 0;
    }

    /** What keeps the checkpoint from going on; null when nothing does for good. */
    @Nullable
    FailedEvent blocker() {
        Sent first = open.peek();
        return first == null ? null : first.blocker;
    }
}

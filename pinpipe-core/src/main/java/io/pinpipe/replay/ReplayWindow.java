package io.pinpipe.replay;

import io.pinpipe.internal.FailedEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The posts sent beyond the stored checkpoint, in index order, and the index up to which all are done. Confined to one
 * thread.
 */
final class ReplayWindow {

    /** A post with parts that are not done. */
    final class Sent {

        private final long index;
        private final long bytes;
        private int parts;
        private @Nullable FailedEvent blocker;

        private Sent(long index, int parts, long bytes) {
            this.index = index;
            this.parts = parts;
            this.bytes = bytes;
        }

        /** Marks one part as done. */
        void partDone() {
            unsettled--;
            parts--;
            if (parts == 0) {
                openBytes -= bytes;
            }
        }

        /** Marks the post as never done; the first failed part wins. */
        void block(FailedEvent lost) {
            unsettled--;
            if (blocker == null || lost.kind().compareTo(blocker.kind()) < 0) {
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
    private long openBytes;
    private long unsettled;
    private int doneUnstored;
    private @Nullable Long done;

    /** Creates a window of the given number of posts, from 1. */
    ReplayWindow(int size) {
        this.size = size;
    }

    boolean hasRoom() {
        return open.size() + doneUnstored < size && openBytes < MOST_BYTES;
    }

    /** Adds a post with an index higher than all before; it counts the given bytes until its parts are done. */
    Sent add(long index, int parts, long bytes) {
        Sent sent = new Sent(index, parts, bytes);
        openBytes += bytes;
        unsettled += parts;
        open.add(sent);
        return sent;
    }

    /** Moves past posts that are done, up to the first that is not. */
    void advance() {
        Sent first = open.peek();
        while (first != null && first.parts == 0) {
            open.remove();
            done = first.index;
            doneUnstored++;
            first = open.peek();
        }
    }

    /** Whether every part is done or blocks its post. */
    boolean isSettled() {
        return unsettled == 0;
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

package io.pinpipe.engine;

import org.jspecify.annotations.Nullable;

/** The entries of one ordering key in one destination, oldest first; at most its head is in flight. */
final class Lane {

    final long key;

    /** What its head counted for when the lane became ready. */
    long readyBytes;

    /** The accepted order of the head with which it became ready. */
    long place;

    private @Nullable Entry head;
    private @Nullable Entry tail;

    Lane(long key) {
        this.key = key;
    }

    void add(Entry entry) {
        if (tail == null) {
            head = entry;
        } else {
            tail.nextInLane = entry;
        }
        tail = entry;
    }

    /** The head is no longer in flight, and is to be sent again. */
    void headLanded() {
        if (head != null) {
            head.inFlight = false;
        }
    }

    void removeHead() {
        if (head != null) {
            Entry next = head.nextInLane;
            head.nextInLane = null;
            head = next;
        }
        if (head == null) {
            tail = null;
        }
    }

    /** The oldest entry that has not ended, or null; entries before it that have ended are taken out. */
    @Nullable
    Entry liveHead() {
        while (head != null && head.ended) {
            removeHead();
        }
        return head;
    }
}

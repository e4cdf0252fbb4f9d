package io.pinpipe.transport;

import org.jspecify.annotations.Nullable;

/** The entries of one ordering key in one destination, oldest first; at most its head is in flight. */
final class Lane {

    /** Null for an entry that is ordered with no other. */
    final @Nullable String key;

    /** What its head counted for when the lane became ready. */
    long readyBytes;

    /** The accepted order of the head with which it became ready. */
    long place;

    /** The head, while the lane waits for its back-off. */
    @Nullable
    PendingEvent backingOff;

    private @Nullable PendingEvent head;
    private @Nullable PendingEvent tail;

    Lane(@Nullable String key) {
        this.key = key;
    }

    void add(PendingEvent entry) {
        entry.lane = this;
        if (tail == null) {
            head = entry;
        } else {
            tail.nextInLane = entry;
        }
        tail = entry;
    }

    void removeHead() {
        if (head != null) {
            PendingEvent next = head.nextInLane;
            head.nextInLane = null;
            head = next;
        }
        if (head == null) {
            tail = null;
        }
    }

    /** The oldest entry that has not ended, or null; entries before it that have ended are taken out. */
    @Nullable
    PendingEvent liveHead() {
        while (head != null && head.ended) {
            removeHead();
        }
        return head;
    }
}

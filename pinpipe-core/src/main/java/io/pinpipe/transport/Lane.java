package io.pinpipe.transport;

import org.jspecify.annotations.Nullable;

/** The pending events of one ordering key in one destination, oldest first; at most the head is in flight. */
final class Lane {

    /** Null for an unordered event. */
    final @Nullable String key;

    /** The size of the head when the lane became ready. */
    long readyBytes;

    /** The sequence number of the head when the lane became ready. */
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

    /** Returns the oldest pending event, or null; removes completed events before it. */
    @Nullable
    PendingEvent liveHead() {
        while (head != null && head.ended) {
            removeHead();
        }
        return head;
    }
}

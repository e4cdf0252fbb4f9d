package io.pinpipe.transport;

import org.jspecify.annotations.Nullable;

/** Pending events by deadline, as a linked list through the events, which arrive nearly in order. Not thread-safe. */
final class Deadlines {

    private @Nullable PendingEvent first;
    private @Nullable PendingEvent last;

    void add(PendingEvent entry) {
        PendingEvent before = last;
        while (before != null && before.deadline - entry.deadline > 0) {
            before = before.previousByDeadline;
        }
        PendingEvent after = before == null ? first : before.nextByDeadline;
        entry.previousByDeadline = before;
        entry.nextByDeadline = after;
        entry.awaitsDeadline = true;
        if (before == null) {
            first = entry;
        } else {
            before.nextByDeadline = entry;
        }
        if (after == null) {
            last = entry;
        } else {
            after.previousByDeadline = entry;
        }
    }

    /** Removes an event; no effect when it is absent. */
    void remove(PendingEvent entry) {
        if (!entry.awaitsDeadline) {
            return;
        }
        PendingEvent before = entry.previousByDeadline;
        PendingEvent after = entry.nextByDeadline;
        if (before == null) {
            first = after;
        } else {
            before.nextByDeadline = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previousByDeadline = before;
        }
        entry.previousByDeadline = null;
        entry.nextByDeadline = null;
        entry.awaitsDeadline = false;
    }

    @Nullable
    PendingEvent first() {
        return first;
    }

    /** Removes and returns the event with the earliest expired deadline, or returns null when none has expired. */
    @Nullable
    PendingEvent pollExpired(long now) {
        PendingEvent entry = first;
        if (entry == null || entry.deadline - now > 0) {
            return null;
        }
        remove(entry);
        return entry;
    }
}

package io.pinpipe.transport;

import io.pinpipe.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entries that end together: their room is given back at once, and then they go to their callbacks in order. */
final class Endings {

    private final Delivery delivery;
    private final List<Completion> ended;
    private long freed;

    Endings(Delivery delivery, int capacity) {
        this.delivery = delivery;
        this.ended = new ArrayList<>(capacity);
    }

    void delivered(PendingEvent entry, Outcome.Stored where) {
        ended.add(delivery.delivered(entry, where.partition(), where.position()));
    }

    void failed(PendingEvent entry, Outcome.Refused why) {
        ended.add(delivery.failed(entry, why.reason(), why.detail(), entry.maybeStored, why.cause()));
    }

    /** Because the engine itself failed. */
    void broken(PendingEvent entry, boolean maybeStored, Throwable thrown) {
        String detail = "the engine failed with " + thrown;
        ended.add(delivery.failed(entry, Reason.PROTOCOL, detail, maybeStored, thrown));
    }

    /** Before its time; one in flight keeps its room and its lane until the attempt settles. */
    void early(PendingEvent entry, Reason reason, String detail) {
        Outcome.Refused last = entry.lastRefusal;
        String answer = last == null ? "" : "; the last answer was " + last.reason() + ", " + last.detail();
        @Nullable Throwable cause = last == null ? null : last.cause();
        ended.add(delivery.failed(entry, reason, detail + answer, entry.maybeStored || entry.inFlight, cause));
        if (!entry.inFlight) {
            free(entry);
        }
    }

    void free(PendingEvent entry) {
        freed += entry.charge();
    }

    void tell() {
        delivery.budget().release(freed);
        delivery.complete(ended);
    }
}

package io.pinpipe.transport;

import io.pinpipe.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events that complete together: their space is released at once, then they go to their callbacks in order. */
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

    /** Fails an event because the engine itself failed. */
    void broken(PendingEvent entry, boolean maybeStored, Throwable thrown) {
        String detail = "the engine failed with " + thrown;
        ended.add(delivery.failed(entry, Reason.PROTOCOL, detail, maybeStored, thrown));
    }

    /** Fails an event early; one in flight keeps its space and its lane until the attempt settles. */
    void early(PendingEvent entry, Reason reason, String detail) {
        Outcome.Refused last = entry.lastRefusal;
        String answer = last == null ? "" : "; the last response was " + last.reason() + ", " + last.detail();
        @Nullable Throwable cause = last == null ? null : last.cause();
        ended.add(delivery.failed(entry, reason, detail + answer, entry.maybeStored || entry.inFlight, cause));
        if (!entry.inFlight) {
            free(entry);
        }
    }

    void free(PendingEvent entry) {
        freed += entry.charge();
    }

    void complete() {
        delivery.budget().release(freed);
        delivery.complete(ended);
    }
}

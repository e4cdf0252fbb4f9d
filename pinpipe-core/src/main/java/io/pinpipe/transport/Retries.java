package io.pinpipe.transport;

import io.pinpipe.Reason;
import io.pinpipe.internal.EngineRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The events of one attempt to retry, grouped by their delay. Guarded by their queue's lock. */
final class Retries {

    private final Map<Wait, List<PendingEvent>> refused = new HashMap<>();
    private int count;

    /** Events with the same delay: they share one jitter, so that they return in one request. */
    private record Wait(
            int attempts, Reason reason, @Nullable Duration retryAfter) {}

    void add(PendingEvent entry, Outcome.Refused why) {
        Wait wait = new Wait(entry.attempts, why.reason(), why.retryAfter());
        refused.computeIfAbsent(wait, key -> new ArrayList<>()).add(entry);
        count++;
    }

    int count() {
        return count;
    }

    /**
     * Starts the back-off of the events' lanes.
     *
     * @param atOnce ends the back-off of an event without delay
     * @param later ends the back-off of events whose delay is over, called without the lock
     */
    void begin(
            Backoff backoff, EngineRuntime runtime, Consumer<PendingEvent> atOnce, Consumer<List<PendingEvent>> later) {
        refused.forEach((wait, entries) -> {
            long delay = backoff.delayNanos(wait.attempts, wait.reason, wait.retryAfter);
            if (delay > 0) {
                runtime.schedule(delay, () -> later.accept(entries));
            }
            for (PendingEvent entry : entries) {
                entry.inFlight = false;
                Objects.requireNonNull(entry.lane).backingOff = entry;
            }
            if (delay == 0) {
                entries.forEach(atOnce);
            }
        });
    }
}

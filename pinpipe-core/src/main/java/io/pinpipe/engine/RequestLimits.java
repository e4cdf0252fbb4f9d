package io.pinpipe.engine;

import io.pinpipe.Reason;
import io.pinpipe.spi.Outcome;
import java.util.List;

/**
 * What a destination bears at the moment, learned from its answers: requests in flight are halved when it throttles,
 * bytes a request when it finds one too large; both grow back with success. Guarded by the queue's lock.
 */
final class RequestLimits {

    private static final int BYTES_GROWTH_DIVISOR = 100;

    private final int requestsMax;
    private final long batchBytesMax;
    private int requests;
    private long batchBytes;
    private int successes;
    private long lastHalvedAt;
    private boolean halved;

    RequestLimits(int requestsMax, long batchBytesMax) {
        this.requestsMax = requestsMax;
        this.batchBytesMax = batchBytesMax;
        this.requests = requestsMax;
        this.batchBytes = batchBytesMax;
    }

    int requests() {
        return requests;
    }

    long batchBytes() {
        return batchBytes;
    }

    void settled(Attempt attempt, List<? extends Outcome> outcomes, long now) {
        if (refusedFor(Reason.THROTTLED, outcomes)) {
            throttled(attempt, now);
        } else if (refusedFor(Reason.TOO_LARGE, outcomes)) {
            batchBytes = Math.max(1, Math.min(batchBytes, bytes(attempt)) / 2);
        } else if (outcomes.stream().anyMatch(Outcome.Stored.class::isInstance)) {
            grow();
        }
    }

    /** Requests that were already under way when the limit was halved do not halve it again. */
    private void throttled(Attempt attempt, long now) {
        successes = 0;
        if (!halved || attempt.startedAt - lastHalvedAt > 0) {
            requests = Math.max(1, requests / 2);
            lastHalvedAt = now;
            halved = true;
        }
    }

    private void grow() {
        successes++;
        if (requests < requestsMax && successes >= requests) {
            requests++;
            successes = 0;
        }
        batchBytes = Math.min(batchBytesMax, batchBytes + Math.max(1, batchBytes / BYTES_GROWTH_DIVISOR));
    }

    private static long bytes(Attempt attempt) {
        return attempt.entries.stream().mapToLong(entry -> entry.requestBytes).sum();
    }

    private static boolean refusedFor(Reason reason, List<? extends Outcome> outcomes) {
        return outcomes.stream()
                .anyMatch(
                        outcome -> outcome instanceof Outcome.Refused why && why.reason() == reason && why.retriable());
    }
}

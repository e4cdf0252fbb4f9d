package io.pinpipe.transport;

import io.pinpipe.Reason;
import java.util.List;

/**
 * The current limits of a destination, learned from its responses. Requests in flight are halved when most of a request
 * is throttled; requests in flight and records per request when a request goes unanswered or takes so long that the
 * next one might; bytes per request when a request is too large. All grow back with success. Guarded by the queue's
 * lock.
 */
final class RequestLimits {

    private static final int SLOW_GROWTH_DIVISOR = 100;

    /** A response after this fraction of the request timeout is late, if others came much sooner. */
    private static final int LATE_DIVISOR = 2;

    /** A response before this fraction of the request timeout leaves room for a request of twice the size. */
    private static final int SOON_DIVISOR = 4;

    /** How many more responses another request in flight takes when responses are slow. */
    private static final int SOON_WEIGHT = 10;

    private final int requestsMax;
    private final int batchRecordsMax;
    private final long batchBytesMax;
    private final long timeoutNanos;
    private int requests;
    private int batchRecords;
    private long batchBytes;
    private int successes;
    private int halvings;
    private long halvedAt;
    private long fastestNanos = Long.MAX_VALUE;

    RequestLimits(BatchSettings batching) {
        this.requestsMax = batching.requestsInFlight();
        this.batchRecordsMax = batching.batchRecords();
        this.batchBytesMax = batching.batchBytes();
        this.timeoutNanos = batching.requestTimeout().toNanos();
        this.requests = requestsMax;
        this.batchRecords = batchRecordsMax;
        this.batchBytes = batchBytesMax;
    }

    int requests() {
        return requests;
    }

    int batchRecords() {
        return batchRecords;
    }

    long batchBytes() {
        return batchBytes;
    }

    /** How often the limits were halved; an attempt filled before the last halving does not halve them again. */
    int halvings() {
        return halvings;
    }

    void settled(Attempt attempt, List<? extends Outcome> outcomes, long now) {
        int records = outcomes.size();
        long elapsedNanos = now - attempt.startedAt;
        boolean current = halvings == 0 || (attempt.halvingsBefore == halvings && now != halvedAt);
        if (2 * count(Reason.THROTTLED, false, outcomes) > records) {
            if (current) {
                halveRequests(now);
            }
        } else if (2 * count(Reason.UNAVAILABLE, true, outcomes) > records) {
            if (current) {
                halveRequestsAndRecords(records, now);
            }
        } else if (count(Reason.TOO_LARGE, false, outcomes) > 0) {
            batchBytes = Math.max(1, Math.min(batchBytes, bytes(attempt)) / 2);
        } else if (outcomes.stream().anyMatch(Outcome.Stored.class::isInstance)) {
            if (!isLate(elapsedNanos)) {
                grow(records, elapsedNanos);
            } else if (current) {
                halveRequestsAndRecords(records, now);
            }
        }
    }

    private void halveRequests(long now) {
        successes = 0;
        halvings++;
        halvedAt = now;
        requests = Math.max(1, requests / 2);
    }

    private void halveRequestsAndRecords(int records, long now) {
        halveRequests(now);
        batchRecords = Math.max(1, Math.min(batchRecords, records) / 2);
    }

    /**
     * Whether a response shows that requests queue up at the service: where all responses take as long as this one,
     * sending less would not speed them up.
     */
    private boolean isLate(long elapsedNanos) {
        long fastest = fastestNanos;
        fastestNanos = Math.min(elapsedNanos, fastest == Long.MAX_VALUE ? fastest : fastest + fastest / 16);
        return elapsedNanos > timeoutNanos / LATE_DIVISOR && elapsedNanos - fastest > fastest / 2;
    }

    private void grow(int records, long elapsedNanos) {
        boolean soon = elapsedNanos <= timeoutNanos / SOON_DIVISOR;
        batchBytes = Math.min(batchBytesMax, batchBytes + Math.max(1, batchBytes / SLOW_GROWTH_DIVISOR));
        if (batchRecords < batchRecordsMax) {
            if (2 * records > batchRecords) {
                long more = soon ? batchRecords : Math.max(1, batchRecords / SLOW_GROWTH_DIVISOR);
                batchRecords = (int) Math.min(batchRecordsMax, batchRecords + more);
            }
            return;
        }
        successes++;
        if (requests < requestsMax && successes / (soon ? 1 : SOON_WEIGHT) >= requests) {
            requests++;
            successes = 0;
        }
    }

    private static long bytes(Attempt attempt) {
        return attempt.entries.stream().mapToLong(entry -> entry.requestBytes).sum();
    }

    private static int count(Reason reason, boolean maybeStored, List<? extends Outcome> outcomes) {
        int count = 0;
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Refused why
                    && why.reason() == reason
                    && why.retriable()
                    && (why.maybeStored() || !maybeStored)) {
                count++;
            }
        }
        return count;
    }
}

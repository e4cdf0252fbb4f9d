package io.pinpipe.source;

import io.pinpipe.Kind;
import io.pinpipe.PublishException;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Counts what becomes of the events of a run. Thread-safe. */
final class Tally {

    /** Messages that are kept for each reason. */
    static final int MESSAGES_KEPT = 3;

    private final Map<Reason, Long> failed = new EnumMap<>(Reason.class);
    private final Map<Kind, Long> missing = new EnumMap<>(Kind.class);
    private final List<String> failures = new ArrayList<>();
    private long posts;
    private long sent;
    private long acknowledged;
    private long pending;
    private long maybeDuplicated;
    private long maybeStored;
    private long failedInARow;
    private long deadLettered;
    private int rows;

    /** A number of failures in a row, when it makes sense. */
    static long failuresAllowed(long events) {
        if (events < 1) {
            throw new IllegalArgumentException("stopAfterFailures must be at least 1 event, not " + events);
        }
        return events;
    }

    synchronized void rows(int count) {
        rows = count;
    }

    synchronized void post() {
        posts++;
    }

    synchronized void missing(Kind kind) {
        missing.merge(kind, 1L, Long::sum);
    }

    synchronized void sent(int events) {
        sent += events;
        pending += events;
    }

    /** Events that were sent and have not ended. */
    synchronized long pending() {
        return pending;
    }

    /** Events that have failed since the last acknowledgement, without rows that could not be sent. */
    synchronized long failedInARow() {
        return failedInARow;
    }

    /** A row that is there and cannot be sent. */
    synchronized void unusable(SourceException row) {
        sent++;
        fail(row.reason(), row.getMessage());
    }

    synchronized void acknowledged(Receipt receipt) {
        acknowledged++;
        pending--;
        failedInARow = 0;
        if (receipt.maybeDuplicated()) {
            maybeDuplicated++;
        }
    }

    /**
     * Counts a failure, and gives its reason. What is not a {@link PublishException} breaks the publisher's contract, so
     * that nothing can be concluded from it.
     */
    synchronized Reason failed(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return cause instanceof PublishException failure
                ? lost(failure.reason(), failure.maybeStored(), failure.getMessage())
                : lost(Reason.PROTOCOL, true, "the publisher failed with " + cause);
    }

    synchronized void lost(LostEvent event) {
        lost(event.reason(), event.maybeStored(), event.message());
    }

    synchronized void deadLettered() {
        deadLettered++;
    }

    private Reason lost(Reason reason, boolean maybeStoredAllTheSame, @Nullable String message) {
        pending--;
        failedInARow++;
        if (maybeStoredAllTheSame) {
            maybeStored++;
        }
        return fail(reason, message);
    }

    private Reason fail(Reason reason, @Nullable String message) {
        if (failed.merge(reason, 1L, Long::sum) <= MESSAGES_KEPT && message != null) {
            failures.add(message);
        }
        return reason;
    }

    synchronized EmulationReport report(boolean givenUp, Duration elapsed) {
        return new EmulationReport(
                posts,
                sent,
                acknowledged,
                failed,
                failures,
                pending,
                missing,
                maybeDuplicated,
                maybeStored,
                rows,
                givenUp,
                elapsed);
    }

    synchronized ReplayReport replay(long ahead, @Nullable Long checkpoint, Duration elapsed) {
        return new ReplayReport(
                posts,
                sent,
                acknowledged,
                failed,
                failures,
                pending,
                deadLettered,
                missing,
                maybeDuplicated,
                maybeStored,
                ahead,
                checkpoint,
                elapsed);
    }
}

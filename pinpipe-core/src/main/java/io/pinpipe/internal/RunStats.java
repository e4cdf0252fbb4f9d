package io.pinpipe.internal;

import io.pinpipe.Kind;
import io.pinpipe.PublishException;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import io.pinpipe.SourceException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Counts the outcomes of a run's events. Thread-safe. */
public final class RunStats {

    /** Maximum number of messages kept for each reason. */
    public static final int MESSAGES_KEPT = 3;

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

    /** A snapshot of the counts for a report, which copies the collections. */
    public record Totals(
            long posts,
            long sent,
            long acknowledged,
            Map<Reason, Long> failed,
            List<String> failures,
            long pending,
            long deadLettered,
            Map<Kind, Long> missing,
            long maybeDuplicated,
            long maybeStored,
            int rows) {

        /** Copies collections that the run continues to modify. */
        public Totals {
            failed = Map.copyOf(failed);
            failures = List.copyOf(failures);
            missing = Map.copyOf(missing);
        }
    }

    public synchronized void rows(int count) {
        rows = count;
    }

    public synchronized void post() {
        posts++;
    }

    public synchronized void missing(Kind kind) {
        missing.merge(kind, 1L, Long::sum);
    }

    public synchronized void sent(int events) {
        sent += events;
        pending += events;
    }

    /** Returns the number of pending events. */
    public synchronized long pending() {
        return pending;
    }

    /** Returns the number of events that failed since the last acknowledgement, excluding unusable rows. */
    public synchronized long failedInARow() {
        return failedInARow;
    }

    /** Counts an unusable row. */
    public synchronized void unusable(SourceException row) {
        sent++;
        fail(row.reason(), row.getMessage());
    }

    public synchronized void acknowledged(Receipt receipt) {
        acknowledged++;
        pending--;
        failedInARow = 0;
        if (receipt.maybeDuplicated()) {
            maybeDuplicated++;
        }
    }

    /**
     * Counts a failure and returns its reason. Anything but a {@link PublishException} violates the publisher's
     * contract, so nothing can be concluded from it.
     */
    public synchronized Reason failed(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return cause instanceof PublishException failure
                ? lost(failure.reason(), failure.maybeStored(), failure.getMessage())
                : lost(Reason.PROTOCOL, true, "the publisher failed with " + cause);
    }

    public synchronized void lost(FailedEvent event) {
        lost(event.reason(), event.maybeStored(), event.message());
    }

    public synchronized void deadLettered() {
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

    public synchronized Totals totals() {
        return new Totals(
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
                rows);
    }
}

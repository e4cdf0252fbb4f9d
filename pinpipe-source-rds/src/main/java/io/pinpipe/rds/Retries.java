package io.pinpipe.rds;

import io.pinpipe.Reason;
import io.pinpipe.SourceException;
import io.pinpipe.internal.RunClock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retries reads while the database is unavailable: with exponential backoff and jitter, until a deadline that starts at
 * the first failure. Thread-safe.
 */
final class Retries {

    static final Duration FIRST_WAIT = Duration.ofMillis(100);
    static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(RdsPostSource.class);

    private final SourceErrors errors;
    private final Duration within;
    private final RunClock clock;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    Retries(SourceErrors errors, Duration within, RunClock clock) {
        this.errors = errors;
        this.within = within;
        this.clock = clock;
    }

    /** Ends all waits and rejects every further call. */
    void close() {
        closed.complete(null);
    }

    /** Reads once, mapping failures. */
    <T> T once(String doing, Supplier<T> reading) {
        requireOpen();
        try {
            return reading.get();
        } catch (SourceException failure) {
            throw failure;
        } catch (Exception failure) {
            // Jdbi throws a result's SQLException undeclared.
            requireOpen();
            throw translate(failure, doing);
        }
    }

    /**
     * Reads until success, a permanent failure or the deadline.
     *
     * @param doing the activity, as a phrase that follows "while"
     * @param reading starts over, or continues where it stopped; called again only after a failure
     */
    <T> T call(String doing, Supplier<T> reading) {
        long firstFailure = 0;
        for (int failures = 0; ; failures++) {
            try {
                return once(doing, reading);
            } catch (SourceException failure) {
                if (failures == 0) {
                    firstFailure = clock.nanoTime();
                }
                long left = within.toNanos() - (clock.nanoTime() - firstFailure);
                if (failure.reason() != Reason.UNAVAILABLE) {
                    throw failure;
                }
                if (left <= 0) {
                    throw failures == 0 ? failure : exhausted(failure);
                }
                if (failures == 0) {
                    LOG.warn("{} (retrying for up to {} s)", failure.getMessage(), within.toSeconds());
                }
                await(Math.min(left, waitNanos(failures)), failure);
            }
        }
    }

    private static long waitNanos(int failures) {
        long ceiling = Math.min(LONGEST_WAIT.toNanos(), FIRST_WAIT.toNanos() << Math.min(failures, 10));
        return ThreadLocalRandom.current().nextLong(ceiling / 2, ceiling + 1);
    }

    private void await(long nanos, SourceException failure) {
        try {
            clock.await(closed, nanos);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    private SourceException exhausted(SourceException failure) {
        return new SourceException(
                failure.reason(),
                failure.getMessage() + " (retried for " + within.toSeconds() + " s)",
                failure.getCause());
    }

    private void requireOpen() {
        if (closed.isDone()) {
            throw new SourceException(Reason.CLOSED, "the source is closed: open another", null);
        }
    }

    private RuntimeException translate(Exception failure, String doing) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return errors.translate(sql, doing);
            }
        }
        return failure instanceof RuntimeException programmersError
                ? programmersError
                : new IllegalStateException(failure);
    }
}

package io.pinpipe;

import io.pinpipe.internal.EnumCounts;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A run that was started and works on a thread of its own until it ends or is stopped.
 *
 * <p>Thread-safe.
 *
 * @param <R> what the run reports
 */
public interface Run<R extends Run.Report> {

    /**
     * Waits for the end of the run. An interrupt of the caller ends the run early, in good order, and preserves the
     * interrupt flag.
     *
     * @return the final report
     * @throws RuntimeException what ended the run early; the method that started it lists them
     */
    R join();

    /**
     * Stops the run: nothing new is sent, what was sent is delivered, and {@link #join} returns. Does not wait.
     * Idempotent.
     *
     * <p>Delivery takes at most the publisher's delivery timeout. To stop sooner, close the publisher after this call: what
     * cannot be delivered within its close timeout fails with {@link Reason#CLOSED}.
     */
    void stop();

    /**
     * Returns the progress so far.
     *
     * @return a snapshot
     */
    R report();

    /** What every run counts. Every event sent is acknowledged, failed or pending. Immutable. */
    interface Report {

        /**
         * Returns how many posts were read and their parts sent.
         *
         * @return posts, from 0
         */
        long posts();

        /**
         * Returns how many events were sent, or could not be because their row is unusable.
         *
         * @return events, from 0
         */
        long sent();

        /**
         * Returns how many events the service has stored, naming where.
         *
         * @return events, from 0
         */
        long acknowledged();

        /**
         * Returns how many events were not acknowledged, by reason.
         *
         * @return omits reasons that did not occur; immutable
         */
        Map<Reason, Long> failed();

        /**
         * Returns the first error messages of each reason.
         *
         * @return an immutable list
         */
        List<String> failures();

        /**
         * Returns how many events were sent and are neither acknowledged nor failed.
         *
         * @return events, from 0
         */
        long pending();

        /**
         * Returns the rows missing from their table, by the kind of event that they would have become.
         *
         * @return omits kinds without missing rows; immutable
         */
        Map<Kind, Long> missing();

        /**
         * Returns how many acknowledged events may be stored twice because an attempt went unanswered.
         *
         * @return events, from 0
         */
        long maybeDuplicated();

        /**
         * Returns how many failed events may be stored anyway.
         *
         * @return events, from 0
         */
        long maybeStored();

        /**
         * Returns the time since the start of the run, until its end.
         *
         * @return the time, never negative
         */
        Duration elapsed();

        /**
         * Returns how many events failed, for any reason.
         *
         * @return events, from 0
         */
        default long failedEvents() {
            return EnumCounts.sum(failed());
        }
    }
}

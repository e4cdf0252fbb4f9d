package io.pinpipe.benchmarks.compare;

import java.time.Duration;

/**
 * One way of doing a job, measured against others that do the same job.
 *
 * <p>Each run is {@link #prepare}, {@link #run}, in the first round {@link #arrived}, and {@link #finish}; only
 * {@link #run} is measured. Not thread-safe.
 */
public interface Candidate {

    /**
     * Returns the name for tables.
     *
     * @return a unique name within the comparison
     */
    String name();

    /**
     * Returns the number of records in a run. A candidate too slow for all of them does fewer, and its rate counts.
     *
     * @return records, from 1
     */
    long records();

    /**
     * Prepares a run, outside the measurement: for example opens connections and creates an empty topic.
     *
     * @throws Exception when the preparation fails
     */
    default void prepare() throws Exception {}

    /**
     * Does the job once.
     *
     * @return the number of records done, as far as the candidate knows
     * @throws Exception when the job fails
     */
    long run() throws Exception;

    /**
     * Counts the records of the last run at their destination.
     *
     * @return records found there
     * @throws Exception when they cannot be counted
     */
    long arrived() throws Exception;

    /**
     * Releases what {@link #prepare} created; called also after a failed run.
     *
     * @throws Exception when the release fails
     */
    default void finish() throws Exception {}

    /**
     * Returns the processor time so far of the candidate's own child processes, if any are running.
     *
     * @return time not included in that of this process
     */
    default Duration childCpu() {
        return Duration.ZERO;
    }
}

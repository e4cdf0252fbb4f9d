package io.pinpipe.benchmarks.compare;

import java.time.Duration;

/**
 * One way of doing a job, that is measured beside others which do the same job.
 *
 * <p>Each run is {@link #prepare}, {@link #run}, in the first round {@link #arrived}, and {@link #finish}; only
 * {@link #run} is measured. Used by one thread.
 */
public interface Candidate {

    /**
     * What it is called in tables.
     *
     * @return a name that no other candidate of the comparison has
     */
    String name();

    /**
     * How many records a run is to do. A candidate that is too slow to do all does fewer, and its rate counts.
     *
     * @return records, from 1
     */
    long records();

    /**
     * Makes what a run needs and is not part of it, such as connections and an empty topic.
     *
     * @throws Exception when it cannot be made
     */
    default void prepare() throws Exception {}

    /**
     * Does the job once.
     *
     * @return how many records were done, as far as the candidate was told
     * @throws Exception when the job fails
     */
    long run() throws Exception;

    /**
     * Counts what the last run brought to the other end, by looking there.
     *
     * @return records that are there
     * @throws Exception when they cannot be counted
     */
    long arrived() throws Exception;

    /**
     * Gives back what {@link #prepare} made; called also after a run that failed.
     *
     * @throws Exception when it cannot be given back
     */
    default void finish() throws Exception {}

    /**
     * The processor time so far of the candidate's own child processes, if it has any that run.
     *
     * @return the time that this process's own does not contain
     */
    default Duration childCpu() {
        return Duration.ZERO;
    }
}

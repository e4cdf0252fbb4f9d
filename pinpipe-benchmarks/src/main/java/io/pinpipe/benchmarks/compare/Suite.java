package io.pinpipe.benchmarks.compare;

/** Comparisons that belong together, and the servers that they need. */
public interface Suite {

    /**
     * How many records a run takes unless told otherwise.
     *
     * @return records, from 1
     */
    long defaultRecords();

    /**
     * Whether the size of a record and the number of sending threads can be chosen.
     *
     * @return false unless the suite says otherwise
     */
    default boolean scales() {
        return false;
    }

    /**
     * Sets up what is needed and runs the comparisons.
     *
     * @param compare runs them, or those of them that were asked for
     * @param load what a run has to do
     * @throws Exception when a server does not start, or a candidate fails
     */
    void run(Compare compare, Load load) throws Exception;
}

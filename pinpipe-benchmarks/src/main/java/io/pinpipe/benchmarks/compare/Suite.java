package io.pinpipe.benchmarks.compare;

/** Related comparisons, and the servers that they need. */
public interface Suite {

    /**
     * Returns the default number of records in a run.
     *
     * @return records, from 1
     */
    long defaultRecords();

    /**
     * Returns whether the size of a record and the number of sending threads are configurable.
     *
     * @return false by default
     */
    default boolean scales() {
        return false;
    }

    /**
     * Starts the servers and runs the comparisons.
     *
     * @param compare runs the selected comparisons
     * @param load the work of a run
     * @throws Exception when a server does not start, or a candidate fails
     */
    void run(Compare compare, Load load) throws Exception;
}

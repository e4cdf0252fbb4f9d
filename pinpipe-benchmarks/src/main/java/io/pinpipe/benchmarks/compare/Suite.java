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
     * Sets up what is needed and runs the comparisons.
     *
     * @param compare runs them, or those of them that were asked for
     * @param records how many records a run takes
     * @throws Exception when a server does not start, or a contestant fails
     */
    void run(Compare compare, long records) throws Exception;
}

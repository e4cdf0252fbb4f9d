package io.pinpipe.benchmarks.compare;

/** Ways of sending to one far side, and the servers that they need. */
public interface PacedSuite {

    /**
     * Sets up what is needed and measures each way.
     *
     * @param latencies measures them
     * @param records how many records a round has, from 1
     * @throws Exception when a server does not start, or sending fails
     */
    void pace(Latencies latencies, long records) throws Exception;
}

package io.pinpipe.benchmarks.compare;

/** Ways of sending to one service, and the servers that they need. */
public interface PacedSuite {

    /**
     * Starts the servers and measures each candidate.
     *
     * @param latencies measures them
     * @param records the number of records in a round, from 1
     * @throws Exception when a server does not start, or sending fails
     */
    void pace(Latencies latencies, long records) throws Exception;
}

package io.pinpipe;

import java.time.Duration;

/** The current state of a publisher, for metrics. Thread-safe; values are read independently of each other. */
public interface PublisherGauges {

    /**
     * Returns the number of accepted events whose futures have not completed.
     *
     * @return events, from 0
     */
    long bufferedRecords();

    /**
     * Returns the space that accepted events occupy, of {@code bufferBytes}.
     *
     * @return bytes, including a fixed overhead for each event
     */
    long bufferedBytes();

    /**
     * Returns the age of the oldest pending event.
     *
     * @return zero when none is pending
     */
    Duration oldestAge();

    /**
     * Returns the number of requests in flight; where the client library makes its own requests, the events submitted
     * to it.
     *
     * @return requests, from 0
     */
    int requestsInFlight();
}

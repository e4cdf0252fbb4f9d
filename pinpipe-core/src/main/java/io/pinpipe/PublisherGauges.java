package io.pinpipe;

import java.time.Duration;

/** What a publisher holds at the moment, for metrics. Thread-safe; each figure is read by itself. */
public interface PublisherGauges {

    /**
     * Events that were accepted and whose futures are not done.
     *
     * @return events, from 0
     */
    long bufferedRecords();

    /**
     * The room that accepted events take, of {@code bufferBytes}.
     *
     * @return bytes, with the overhead that each event is charged
     */
    long bufferedBytes();

    /**
     * How long ago the oldest event that has not ended was sent.
     *
     * @return zero when there is none
     */
    Duration oldestAge();

    /**
     * Requests under way; where the client library makes its own requests, events handed to it.
     *
     * @return requests, from 0
     */
    int requestsInFlight();
}

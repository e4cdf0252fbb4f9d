package io.pinpipe;

import java.time.Duration;

/**
 * Receives delivery events, for logs and metrics.
 *
 * <p>Called concurrently on threads of the publisher and of its callers: implementations must be thread-safe and fast,
 * and must not block. Exceptions they throw are logged and do not affect delivery.
 */
public interface PublishListener {

    /**
     * Called once, before any other method, when the publisher has opened.
     *
     * @param gauges may be read at any time, even after the publisher is closed
     */
    default void opened(Gauges gauges) {}

    /**
     * Called when an event was accepted into the buffer.
     *
     * @param destination the topic or stream
     * @param bytes the encoded size
     * @param waited how long the send waited for buffer space; zero when it did not wait
     */
    default void accepted(String destination, int bytes, Duration waited) {}

    /**
     * Called when an event was not accepted: it is invalid or too large, the buffer is full, or the publisher is
     * closed.
     *
     * @param destination the topic or stream
     * @param failure the reason
     */
    default void refused(String destination, PublishException failure) {}

    /**
     * Called when an event was acknowledged.
     *
     * @param receipt where the event was stored
     */
    default void delivered(Receipt receipt) {}

    /**
     * Called when an accepted event failed permanently.
     *
     * @param destination the topic or stream
     * @param failure the reason
     */
    default void failed(String destination, PublishException failure) {}

    /**
     * Called when a request was answered or timed out. Not called where the client library makes its own requests
     * (Kafka).
     *
     * @param destination the topic or stream
     * @param result the request's size and outcome
     */
    default void request(String destination, RequestResult result) {}

    /**
     * The size and outcome of one request.
     *
     * @param records events in the request
     * @param bytes their encoded size
     * @param stored how many of them were acknowledged
     * @param retried how many of them will be retried
     * @param elapsed time from the start of the request to its end
     */
    record RequestResult(int records, long bytes, int stored, int retried, Duration elapsed) {}

    /** The current state of a publisher, for metrics. Thread-safe; values are read independently of each other. */
    interface Gauges {

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
}

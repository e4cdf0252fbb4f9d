package io.pinpipe;

import java.time.Duration;

/**
 * Is told what happens to events, for logs and metrics.
 *
 * <p>Methods are called on the publisher's own threads and on the caller's, by several at once: an implementation must
 * be thread-safe and quick, and must not block. What it throws is logged and changes nothing.
 */
public interface PublishListener {

    /**
     * The publisher is open; called once, before anything else.
     *
     * @param gauges to be read at any time, also after the publisher is closed
     */
    default void opened(PublisherGauges gauges) {}

    /**
     * An event was accepted into the buffer.
     *
     * @param destination the topic or stream
     * @param bytes the encoded length
     * @param waited how long the send waited for room; zero when there was room at once
     */
    default void accepted(String destination, int bytes, Duration waited) {}

    /**
     * An event was not accepted: it is unusable, too large, or there was no room, or the publisher is closed.
     *
     * @param destination the topic or stream
     * @param failure why
     */
    default void refused(String destination, PublishException failure) {}

    /**
     * An event was acknowledged.
     *
     * @param receipt where it was stored
     */
    default void delivered(Receipt receipt) {}

    /**
     * An accepted event failed for good.
     *
     * @param destination the topic or stream
     * @param failure why
     */
    default void failed(String destination, PublishException failure) {}

    /**
     * One request was answered, or given up. Not called where the client library makes its own requests (Kafka).
     *
     * @param destination the topic or stream
     * @param result what it carried and what became of it
     */
    default void request(String destination, RequestResult result) {}

    /**
     * What one request carried, and what became of it.
     *
     * @param records events in the request
     * @param bytes their encoded bytes
     * @param stored how many of them were acknowledged
     * @param retried how many of them will be sent again
     * @param elapsed from the request's start to its end
     */
    record RequestResult(int records, long bytes, int stored, int retried, Duration elapsed) {}
}

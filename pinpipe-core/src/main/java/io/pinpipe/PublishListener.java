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
     * An event was accepted into the buffer.
     *
     * @param destination the topic or stream
     * @param bytes the encoded length
     */
    default void accepted(String destination, int bytes) {}

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
     * One request was answered, or given up.
     *
     * @param destination the topic or stream
     * @param records events in the request
     * @param bytes encoded bytes in the request
     * @param stored how many of them were acknowledged
     * @param retried how many of them will be sent again
     * @param elapsed from its start to its end
     */
    default void request(String destination, int records, long bytes, int stored, int retried, Duration elapsed) {}
}

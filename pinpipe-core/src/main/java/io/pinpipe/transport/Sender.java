package io.pinpipe.transport;

import io.pinpipe.Message;
import org.jspecify.annotations.Nullable;

/** Sends accepted events to the service and completes each exactly once. */
interface Sender {

    /** Returns why a message does not fit the protocol, or null when it does. */
    @Nullable
    String problem(Message message);

    /** Returns why an event of this size cannot be sent at all, or null when it can. */
    @Nullable
    String tooLarge(PendingEvent entry);

    /** Takes ownership of an event; fails it with {@code CLOSED} when {@link #abandon} was called before. */
    void accept(PendingEvent entry);

    /** Sends accepted events now, without lingering. */
    void push();

    /** Requests in flight; for a client that makes its own, the events submitted to it. */
    int requestsInFlight();

    /** When the oldest pending event was sent, or {@code now} when none is pending. */
    long oldestSentAt(long now);

    /** Fails every pending event with {@code CLOSED}. */
    void abandon();

    /** Releases the transport, after {@link #abandon}. */
    void close();
}

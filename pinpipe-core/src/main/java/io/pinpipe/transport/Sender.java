package io.pinpipe.transport;

import io.pinpipe.Message;
import org.jspecify.annotations.Nullable;

/** Takes accepted entries to the far side and ends each exactly once. */
interface Sender {

    /** Why a message does not fit the wire, or null when it does. */
    @Nullable
    String problem(Message message);

    /** Why an entry of this size cannot be carried at all, or null when it can. */
    @Nullable
    String tooLarge(PendingEvent entry);

    /** Takes an entry over; ends it with {@code CLOSED} when {@link #abandon} was called before. */
    void accept(PendingEvent entry);

    /** Sends at once what has been accepted. */
    void push();

    /** Requests under way; for a client that makes its own, the entries handed to it. */
    int requestsInFlight();

    /** When the oldest entry that has not ended was sent, or {@code now} when there is none. */
    long oldestSentAt(long now);

    /** Ends every entry that is left with {@code CLOSED}. */
    void abandon();

    /** Releases the transport, after {@link #abandon}. */
    void close();
}

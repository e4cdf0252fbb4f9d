package io.pinpipe.transport;

import io.pinpipe.Message;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A driver for a client that batches, orders and retries single records by itself, such as Kafka's producer.
 *
 * <p>Once submitted, a record is settled only by the client: the engine does not retry it. An event whose deadline
 * passes before that fails as maybe stored, and keeps its space in the buffer until the client settles it.
 */
public interface RecordTransport extends AutoCloseable {

    /**
     * Checks, before a record is submitted, whether its destination accepts any. Called on the submitting thread; may
     * block. Must not send any part of the record, since an event that times out during the call must certainly not be
     * stored.
     *
     * @param destination the destination of the next record
     * @param timeLeft how long to wait: the rest of the event's delivery timeout less a margin, so that the outcome
     *     arrives before the engine fails the event
     * @return why the record cannot be submitted, or null when it can; null by default
     */
    default Outcome.@Nullable Refused refusal(String destination, Duration timeLeft) {
        return null;
    }

    /**
     * Submits one record. Called by one thread at a time, in the order of the sends, each after {@link #refusal}
     * returned null for its destination; may block while the client does.
     *
     * @param message the message
     * @param done called exactly once, on any thread, even when the submission fails
     */
    void send(Message message, Consumer<Outcome> done);

    /**
     * Returns why a message does not fit the protocol. Called on any thread; must not block.
     *
     * @param message any message
     * @return the problem and the remedy, in one sentence without its full stop, or null when the message fits; null by
     *     default
     */
    default @Nullable String problem(Message message) {
        return null;
    }

    /**
     * Returns what a submission is waiting for, for the messages of events that time out behind it. Called on any
     * thread.
     *
     * @return a phrase that completes "it waits for", or null when nothing waits or the cause is unknown
     */
    default @Nullable String waitingFor() {
        return null;
    }

    /**
     * Describes a record that the client has not settled by its event's deadline. Called on any thread.
     *
     * @param destination the topic
     * @param deliveryTimeout the total time that engine and client had
     * @return who did not acknowledge it and the remedy, in one sentence without its full stop
     */
    default String overdue(String destination, Duration deliveryTimeout) {
        return "it was not acknowledged within " + deliveryTimeout.toMillis() + " ms of its send";
    }

    /** Asks the client to send lingering batches now. Must not block. */
    void flush();

    /** Releases connections and threads; abandons records in flight. Called once. */
    @Override
    void close();
}

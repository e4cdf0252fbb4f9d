package io.pinpipe.transport;

import io.pinpipe.Message;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A driver for a service that accepts many records in one request.
 *
 * <p>Implements a single attempt for a single batch. It does not retry, sleep, block or keep timers: the engine ends an
 * attempt at the request timeout by cancelling its future, and an implementation that can should then abort the
 * request. Threads of a client library belong to the transport and stop with {@link #close()}.
 *
 * <p>Must be thread-safe.
 */
public interface BatchTransport extends AutoCloseable {

    /**
     * Makes one attempt.
     *
     * @param batch the messages to send
     * @return completes with one outcome for each message, in their order. A wrong number of outcomes, a null, an
     *     exceptional completion or a thrown exception counts as {@link io.pinpipe.Reason#PROTOCOL} for every message
     */
    CompletionStage<List<Outcome>> attempt(Batch batch);

    /**
     * Returns whether the protocol carries headers. If not, a message with headers is refused unless the publisher was
     * built to drop them.
     *
     * @return false by default
     */
    default boolean carriesHeaders() {
        return false;
    }

    /**
     * Returns why a message does not fit the protocol, headers aside. Called on any thread; must not block.
     *
     * @param message any message
     * @return the problem and the remedy, in one sentence without its full stop, or null when the message fits; null by
     *     default
     */
    default @Nullable String problem(Message message) {
        return null;
    }

    /**
     * Returns the size of a message that counts toward the record limit.
     *
     * @param message the message
     * @return bytes; by default the length of its value
     */
    default int recordBytes(Message message) {
        return message.value().length;
    }

    /**
     * Returns the size that a message adds to its record bytes in a request, such as its key and brackets.
     *
     * @param message the message
     * @return bytes; by default 0
     */
    default int framingBytes(Message message) {
        return 0;
    }

    /**
     * Names the service that receives the requests to a destination and what to check when it does not respond, for the
     * message of an unanswered attempt.
     *
     * @param destination a destination
     * @return a part of a sentence without its full stop, such as {@code proxy:8082: see whether the topic exists};
     *     without secrets
     */
    default String silence(String destination) {
        return "the service of '" + destination + "'";
    }

    /** Releases connections and threads and aborts attempts in flight; called once, after the last attempt. */
    @Override
    void close();

    /**
     * The messages of one attempt, all for one destination; contains at most one message of each key unless ordering is
     * disabled.
     *
     * @param destination the topic or stream
     * @param messages at least one message, in the order of their sends; immutable
     */
    record Batch(String destination, List<Message> messages) {}
}

package io.pinpipe.transport;

import io.pinpipe.Message;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Carries batches to a far side that takes many records in one request.
 *
 * <p>What an author implements is one attempt for one batch. It does not retry, sleep or block, and keeps no time: the
 * engine ends an attempt that has lasted for the request timeout by cancelling its future, and an author who can should
 * then drop the request. Threads of a client library are the transport's own and stop with {@link #close()}.
 *
 * <p>Must be thread-safe.
 */
public interface BatchTransport extends AutoCloseable {

    /**
     * Makes one attempt.
     *
     * @param batch what to carry
     * @return completes with one outcome for each message, in their order. A wrong number of outcomes, a null, an
     *     exceptional completion or a throw is taken as {@link io.pinpipe.Reason#PROTOCOL} for every message
     */
    CompletionStage<List<Outcome>> attempt(Batch batch);

    /**
     * Whether the wire carries headers. Where it does not, a message with headers is refused, unless the publisher was
     * built to drop them.
     *
     * @return false by default
     */
    default boolean carriesHeaders() {
        return false;
    }

    /**
     * Why a message does not fit the wire, its headers aside. Any thread; must not block.
     *
     * @param message any message
     * @return what is wrong with it and what to do, in one sentence without its full stop, or null; null by default
     */
    default @Nullable String problem(Message message) {
        return null;
    }

    /**
     * What a message counts against the limit of bytes a record.
     *
     * @param message the message
     * @return bytes; by default the length of its value
     */
    default int recordBytes(Message message) {
        return message.value().length;
    }

    /**
     * What a message adds to its record bytes in a request, such as its key and brackets.
     *
     * @param message the message
     * @return bytes; by default 0
     */
    default int framingBytes(Message message) {
        return 0;
    }

    /**
     * Names the service that a request to a destination goes to and what to look at when it does not answer, for the
     * message of an attempt without an answer.
     *
     * @param destination a destination
     * @return a part of a sentence without its full stop, such as {@code proxy:8082: see whether the topic exists}; no
     *     secret
     */
    default String silence(String destination) {
        return "the service of '" + destination + "'";
    }

    /** Releases connections and threads, and ends attempts that are still under way; called once, after the last one. */
    @Override
    void close();
}

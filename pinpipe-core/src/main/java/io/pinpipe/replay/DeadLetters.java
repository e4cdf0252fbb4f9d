package io.pinpipe.replay;

import io.pinpipe.Reason;
import io.pinpipe.internal.FailedEvent;
import java.util.concurrent.CompletableFuture;

/** Keeps the events that a replay could not deliver. Confined to one thread. */
interface DeadLetters extends AutoCloseable {

    /**
     * Whether to keep a failed event; a closed publisher would otherwise turn every remaining event into a dead letter.
     */
    default boolean keeps(FailedEvent lost) {
        return lost.reason() != Reason.CLOSED;
    }

    /**
     * Keeps a failed event.
     *
     * @return completes when it is kept, exceptionally when it cannot be kept; on any thread
     */
    CompletableFuture<?> keep(FailedEvent lost);

    /** Makes everything kept so far durable, and sends lingering batches. */
    void force();

    /** Releases what this class opened. */
    @Override
    void close();
}

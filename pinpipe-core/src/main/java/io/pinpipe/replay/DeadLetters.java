package io.pinpipe.replay;

import io.pinpipe.Reason;
import io.pinpipe.internal.FailedEvent;
import java.util.concurrent.CompletableFuture;

/** Keeps the events that a replay could not deliver. For one thread. */
interface DeadLetters extends AutoCloseable {

    /** Whether to try; a closed publisher would make a dead letter of every event that is left. */
    default boolean keeps(FailedEvent lost) {
        return lost.reason() != Reason.CLOSED;
    }

    /**
     * Keeps one.
     *
     * @return completes when it is kept, exceptionally when it cannot be; on any thread
     */
    CompletableFuture<?> keep(FailedEvent lost);

    /** Makes what was kept so far durable, and sends what waits for company. */
    void force();

    /** Gives back what was opened here. */
    @Override
    void close();
}

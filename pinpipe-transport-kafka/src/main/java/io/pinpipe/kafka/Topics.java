package io.pinpipe.kafka;

import io.pinpipe.transport.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Knows which topics exist, so that a producer never has to wait for a missing one. */
interface Topics extends AutoCloseable {

    /**
     * Makes sure that a topic exists, waiting for the brokers if need be. Called by one thread.
     *
     * @param patience how long to wait for brokers that do not respond
     * @return why nothing can be sent to it, or null if it exists
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    Outcome.@Nullable Refused refusal(String topic, Duration patience) throws InterruptedException;

    /** Notes that a topic may have been deleted, so that it is queried again. Any thread. */
    void doubt(String topic);

    /** The brokers that a pending query waits for, or null if they responded to the last one. Any thread. */
    @Nullable
    String waitingFor();

    @Override
    void close();
}

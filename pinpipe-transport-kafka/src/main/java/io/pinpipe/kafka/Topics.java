package io.pinpipe.kafka;

import io.pinpipe.transport.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Knows which topics exist, so that a producer is never asked to wait for one that does not. */
interface Topics extends AutoCloseable {

    /**
     * Makes sure that a topic is there, waiting for the brokers if need be. Called by one thread.
     *
     * @param patience how long brokers that do not answer are waited for
     * @return why nothing can be sent to it, or null when it is there
     * @throws InterruptedException when the thread is interrupted while it waits
     */
    Outcome.@Nullable Refused refusal(String topic, Duration patience) throws InterruptedException;

    /** Notes that a topic may be gone, so that it is looked for again. Any thread. */
    void doubt(String topic);

    /** What a refusal is waited for from, or null when the brokers answered last time. Any thread. */
    @Nullable
    String waitingFor();

    @Override
    void close();
}

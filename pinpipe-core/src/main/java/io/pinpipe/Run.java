package io.pinpipe;

/**
 * A run that was started and works on a thread of its own until it ends or is stopped.
 *
 * <p>Thread-safe.
 *
 * @param <R> what the run reports
 */
public interface Run<R> {

    /**
     * Waits for the end of the run. An interrupt of the caller ends the run early, in good order, and preserves the
     * interrupt flag.
     *
     * @return the final report
     * @throws RuntimeException what ended the run early; the method that started it lists them
     */
    R join();

    /**
     * Stops the run: nothing new is sent, what was sent is delivered, and {@link #join} returns. Does not wait.
     * Idempotent.
     *
     * <p>Delivery takes at most the publisher's delivery timeout. To stop sooner, close the publisher after this call: what
     * cannot be delivered within its close timeout fails with {@link Reason#CLOSED}.
     */
    void stop();

    /**
     * Returns the progress so far.
     *
     * @return a snapshot
     */
    R report();
}

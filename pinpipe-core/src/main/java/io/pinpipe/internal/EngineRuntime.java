package io.pinpipe.internal;

import java.util.concurrent.CompletableFuture;

/**
 * The clock, the threads and the random source of one publisher, so that tests can run an engine in virtual time.
 *
 * <p>Thread-safe.
 */
public interface EngineRuntime extends AutoCloseable {

    /**
     * The clock.
     *
     * @return nanoseconds from an arbitrary origin, as {@link System#nanoTime()}
     */
    long nanoTime();

    /**
     * Runs a task on the engine's thread as soon as it is free. Tasks never overlap.
     *
     * @param task what to run
     */
    void execute(Runnable task);

    /**
     * Runs a task on the engine's thread later.
     *
     * @param delayNanos how much later, from 0
     * @param task what to run
     * @return cancels the task when run; without effect once it has started
     */
    Runnable schedule(long delayNanos, Runnable task);

    /**
     * Runs a task on the thread for users' callbacks. Tasks run one after another, in order.
     *
     * @param task what to run
     */
    void executeCallback(Runnable task);

    /**
     * Holds the calling thread until a future is done, however it ends, or the time is over.
     *
     * @param future what to wait for
     * @param maxNanos how long, from 0
     * @return whether the future is done
     * @throws InterruptedException when the thread is interrupted
     */
    boolean await(CompletableFuture<?> future, long maxNanos) throws InterruptedException;

    /**
     * Draws a number for a backoff's jitter.
     *
     * @param bound the largest number that may be drawn, from 0
     * @return a number from 0 to the bound, each as likely
     */
    long jitter(long bound);

    /**
     * Ends the threads, after the callbacks that wait have run; does not wait for them. Later tasks of the engine are
     * dropped, later callbacks run all the same.
     */
    @Override
    void close();
}

package io.pinpipe.internal;

import java.util.concurrent.CompletableFuture;

/**
 * The clock, the threads and the random source of one publisher, replaceable so that tests can run an engine in virtual
 * time.
 *
 * <p>Thread-safe.
 */
public interface EngineRuntime extends AutoCloseable {

    /**
     * Returns the current time.
     *
     * @return nanoseconds from an arbitrary origin, as {@link System#nanoTime()}
     */
    long nanoTime();

    /**
     * Runs a task on the engine's thread as soon as possible. Tasks never overlap.
     *
     * @param task the task
     */
    void execute(Runnable task);

    /**
     * Runs a task on the engine's thread after a delay.
     *
     * @param delayNanos the delay, from 0
     * @param task the task
     * @return cancels the task when run; no effect once the task has started
     */
    Runnable schedule(long delayNanos, Runnable task);

    /**
     * Runs a task on the callback thread. Tasks run sequentially, in order.
     *
     * @param task the task
     */
    void executeCallback(Runnable task);

    /**
     * Blocks the calling thread until a future completes, normally or not, or the time expires.
     *
     * @param future the future
     * @param maxNanos the maximum time, from 0
     * @return whether the future is done
     * @throws InterruptedException when the thread is interrupted
     */
    boolean await(CompletableFuture<?> future, long maxNanos) throws InterruptedException;

    /**
     * Returns a random number for the jitter of a back-off.
     *
     * @param bound the inclusive upper bound, from 0
     * @return a uniformly distributed number from 0 to the bound
     */
    long jitter(long bound);

    /**
     * Stops the threads after the pending callbacks have run, without waiting for them. Engine tasks submitted later
     * are dropped, callbacks submitted later still run.
     */
    @Override
    void close();
}

package io.pinpipe.testkit;

import io.pinpipe.internal.EngineRuntime;
import io.pinpipe.internal.EngineRuntimes;
import io.pinpipe.transport.PublisherBuilder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time for an engine: tasks run only when the test advances time, and waiting takes no real time.
 *
 * <p>Tasks run on the thread that calls {@link #advance}, {@link #runDue} or {@link #await}, in order of time, so that
 * every run is identical. A {@code send} that finds the buffer full, and a {@code close}, advance virtual time until
 * they are done. Confined to one thread.
 */
public final class VirtualRuntime implements EngineRuntime {

    private record Timed(long at, long number, Runnable task) {}

    private final PriorityQueue<Timed> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timed::at).thenComparingLong(Timed::number));
    private final Queue<Runnable> callbacks = new ArrayDeque<>();
    private final SplittableRandom random;
    private long now;
    private long scheduled;
    private boolean closed;

    /** Starts at time zero, with a fixed seed. */
    public VirtualRuntime() {
        this(0);
    }

    /**
     * Starts at time zero.
     *
     * @param seed the seed of the random source
     */
    public VirtualRuntime(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /**
     * Lets a publisher run in this virtual time.
     *
     * @param builder builds the publisher; for one publisher, with which this runtime is closed
     */
    public void drive(PublisherBuilder<?> builder) {
        EngineRuntimes.replace(builder, this);
    }

    /**
     * Returns the virtual time.
     *
     * @return the time since the start
     */
    public Duration elapsed() {
        return Duration.ofNanos(now);
    }

    /**
     * Returns whether the engine has closed this runtime.
     *
     * @return true after {@link #close()}
     */
    public boolean isClosed() {
        return closed;
    }

    /** Runs everything that is due now, including what becomes due as a result. */
    public void runDue() {
        runUntil(now);
    }

    /**
     * Advances time, running tasks as they become due.
     *
     * @param duration how far to advance, from zero
     */
    public void advance(Duration duration) {
        long target = now + duration.toNanos();
        runUntil(target);
        now = target;
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void execute(Runnable task) {
        schedule(0, task);
    }

    @Override
    public Runnable schedule(long delayNanos, Runnable task) {
        Timed timed = new Timed(now + Math.max(0, delayNanos), scheduled++, task);
        timers.add(timed);
        return () -> timers.remove(timed);
    }

    @Override
    public void executeCallback(Runnable task) {
        callbacks.add(task);
    }

    @Override
    public long jitter(long bound) {
        return random.nextLong(bound + 1);
    }

    /**
     * Advances time until a future is done.
     *
     * @throws InterruptedException when the thread is interrupted
     * @throws IllegalStateException when no task is left and the future is not done, so it never would be
     */
    public void await(CompletableFuture<?> future) throws InterruptedException {
        while (!future.isDone()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (!runNext(Long.MAX_VALUE)) {
                throw new IllegalStateException("nothing is left to run, and the future is not done");
            }
        }
    }

    @Override
    public boolean await(CompletableFuture<?> future, long maxNanos) throws InterruptedException {
        long limit = now + Math.min(maxNanos, Long.MAX_VALUE - now);
        while (!future.isDone()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (!runNext(limit)) {
                now = limit;
                return false;
            }
        }
        return true;
    }

    /** Records that an engine has closed it; another engine may still run on it. */
    @Override
    public void close() {
        closed = true;
    }

    private void runUntil(long target) {
        while (runNext(target)) {
            // each task may schedule more that is due
        }
    }

    /**
     * Runs the next callback, otherwise the next timer that is due by the given time; returns false when there is
     * neither.
     */
    private boolean runNext(long limit) {
        Runnable callback = callbacks.poll();
        if (callback != null) {
            callback.run();
            return true;
        }
        @Nullable Timed next = timers.peek();
        if (next == null || next.at > limit) {
            return false;
        }
        timers.remove();
        now = Math.max(now, next.at);
        next.task.run();
        return true;
    }
}

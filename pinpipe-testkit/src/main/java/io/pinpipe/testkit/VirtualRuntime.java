package io.pinpipe.testkit;

import io.pinpipe.internal.EngineRuntime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time for an engine: nothing runs until the test lets it, and waiting takes no time.
 *
 * <p>Tasks run on the thread that calls {@link #advance}, {@link #runDue} or {@link #await}, in the order of their time,
 * so that a run is the same each time. A {@code send} that finds the buffer full, and a {@code close}, let virtual time
 * pass until they are done. For use by one thread.
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

    /** Starts at time zero, with dice that fall the same way each time. */
    public VirtualRuntime() {
        this(0);
    }

    /**
     * Starts at time zero.
     *
     * @param seed decides how the random source fall
     */
    public VirtualRuntime(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /**
     * The virtual time.
     *
     * @return since the start
     */
    public Duration elapsed() {
        return Duration.ofNanos(now);
    }

    /**
     * Whether the engine has closed this runtime.
     *
     * @return true after {@link #close()}
     */
    public boolean isClosed() {
        return closed;
    }

    /** Runs all that is due now, and what that makes due. */
    public void runDue() {
        runUntil(now);
    }

    /**
     * Lets time pass, and runs what becomes due on the way.
     *
     * @param duration how much time, from zero
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
     * Lets time pass until a future is done.
     *
     * @throws InterruptedException when the thread is interrupted
     * @throws IllegalStateException when nothing is left to run and the future is not done: it never would be
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

    /** Notes that an engine has closed it; another engine may still run on it. */
    @Override
    public void close() {
        closed = true;
    }

    private void runUntil(long target) {
        while (runNext(target)) {
            // each run may add to what is due
        }
    }

    /** Runs the next callback, else the next timer that is due by the given time; false when there is neither. */
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

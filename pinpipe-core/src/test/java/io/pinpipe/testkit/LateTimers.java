package io.pinpipe.testkit;

import io.pinpipe.internal.EngineRuntime;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that a test sets, and timers that fire when the test says so, on its thread; thread-safe. */
final class LateTimers implements EngineRuntime {

    private final Queue<Runnable> timers = new ConcurrentLinkedQueue<>();
    private final AtomicLong now = new AtomicLong();

    void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    void fire() {
        for (Runnable timer = timers.poll(); timer != null; timer = timers.poll()) {
            timer.run();
        }
    }

    @Override
    public long nanoTime() {
        return now.get();
    }

    @Override
    public void execute(Runnable task) {
        task.run();
    }

    @Override
    public Runnable schedule(long delayNanos, Runnable task) {
        timers.add(task);
        return () -> timers.remove(task);
    }

    @Override
    public void executeCallback(Runnable task) {
        task.run();
    }

    @Override
    public boolean await(CompletableFuture<?> future, long maxNanos) {
        return future.isDone();
    }

    @Override
    public long jitter(long bound) {
        return bound;
    }

    @Override
    public void close() {}
}

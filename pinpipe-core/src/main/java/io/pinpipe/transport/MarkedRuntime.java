package io.pinpipe.transport;

import io.pinpipe.internal.EngineRuntime;
import java.util.concurrent.CompletableFuture;

/** A runtime that marks its tasks as the publisher's own work. Thread-safe. */
final class MarkedRuntime implements EngineRuntime {

    private final EngineRuntime runtime;
    private final OwnThreads own;

    MarkedRuntime(EngineRuntime runtime, OwnThreads own) {
        this.runtime = runtime;
        this.own = own;
    }

    @Override
    public long nanoTime() {
        return runtime.nanoTime();
    }

    @Override
    public void execute(Runnable task) {
        runtime.execute(() -> own.run(task));
    }

    @Override
    public Runnable schedule(long delayNanos, Runnable task) {
        return runtime.schedule(delayNanos, () -> own.run(task));
    }

    @Override
    public void executeCallback(Runnable task) {
        runtime.executeCallback(() -> own.run(task));
    }

    @Override
    public boolean await(CompletableFuture<?> future, long maxNanos) throws InterruptedException {
        return runtime.await(future, maxNanos);
    }

    @Override
    public long jitter(long bound) {
        return runtime.jitter(bound);
    }

    @Override
    public void close() {
        runtime.close();
    }
}

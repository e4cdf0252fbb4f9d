package io.pinpipe.transport;

import io.pinpipe.internal.EngineRuntime;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Real time and two daemon threads: one for the engine, one for users' callbacks. Thread-safe. */
final class ThreadedRuntime implements EngineRuntime {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadedRuntime.class);

    private final ScheduledThreadPoolExecutor engine;
    private final ExecutorService callbacks;

    ThreadedRuntime(String name) {
        this.engine = new ScheduledThreadPoolExecutor(1, daemon("pinpipe-engine " + name));
        this.callbacks = Executors.newSingleThreadExecutor(daemon("pinpipe-callbacks " + name));
        engine.setRemoveOnCancelPolicy(true);
        engine.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void execute(Runnable task) {
        try {
            engine.execute(guarded(task));
        } catch (RejectedExecutionException e) {
            // closed: nothing is left to do
        }
    }

    @Override
    public Runnable schedule(long delayNanos, Runnable task) {
        try {
            Future<?> timer = engine.schedule(guarded(task), delayNanos, TimeUnit.NANOSECONDS);
            return () -> timer.cancel(false);
        } catch (RejectedExecutionException e) {
            return () -> {};
        }
    }

    @Override
    public void executeCallback(Runnable task) {
        try {
            callbacks.execute(guarded(task));
        } catch (RejectedExecutionException e) {
            // Closed while a callback ran: later callbacks run on a thread of their own.
            daemon("pinpipe-callbacks after close").newThread(guarded(task)).start();
        }
    }

    @Override
    public boolean await(CompletableFuture<?> future, long maxNanos) throws InterruptedException {
        try {
            future.get(maxNanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException | CancellationException e) {
            return true;
        } catch (TimeoutException e) {
            return future.isDone();
        }
    }

    @Override
    public long jitter(long bound) {
        return ThreadLocalRandom.current().nextLong(bound + 1);
    }

    @Override
    public void close() {
        engine.shutdown();
        callbacks.shutdown();
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.error("A task of the delivery engine failed; this is a defect of pinpipe or of a transport", e);
            }
        };
    }
}

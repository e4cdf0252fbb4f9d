package io.pinpipe.internal;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A run on a thread of its own, which keeps the process alive until it ends. Thread-safe. */
public final class RunThread<R> {

    private final FutureTask<R> task;
    private final Thread thread;

    private RunThread(String name, Supplier<R> run) {
        this.task = new FutureTask<>(run::get);
        this.thread = new Thread(task, name);
    }

    public static <R> RunThread<R> start(String name, Supplier<R> run) {
        RunThread<R> started = new RunThread<>(name, run);
        started.thread.start();
        return started;
    }

    /**
     * Waits for the end of the run. An interrupt of the caller is forwarded to the run, which then ends early, and
     * preserved.
     *
     * @throws RuntimeException what ended the run, unwrapped; an {@code Error} is also thrown unwrapped
     */
    public R join() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    thread.interrupt();
                } catch (ExecutionException e) {
                    throw unchecked(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException unchecked(@Nullable Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException exception ? exception : new IllegalStateException(thrown);
    }
}

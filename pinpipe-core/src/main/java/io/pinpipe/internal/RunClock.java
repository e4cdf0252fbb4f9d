package io.pinpipe.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The time of a run, and the only way in which a run waits for it. */
public interface RunClock {

    /** Real time. */
    RunClock SYSTEM = new RunClock() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void await(CompletableFuture<?> event, long nanos) throws InterruptedException {
            try {
                event.get(nanos, TimeUnit.NANOSECONDS);
            } catch (TimeoutException | ExecutionException e) {
                // the caller looks whether the event has come
            }
        }
    };

    /** Nanoseconds from an arbitrary origin. */
    long nanoTime();

    /** Holds the caller until the event has come, but no longer than {@code nanos}. */
    void await(CompletableFuture<?> event, long nanos) throws InterruptedException;
}

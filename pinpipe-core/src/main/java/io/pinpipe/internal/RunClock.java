package io.pinpipe.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The clock of a run, through which alone it waits. */
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
                // the caller checks whether the event has completed
            }
        }
    };

    /** Nanoseconds from an arbitrary origin. */
    long nanoTime();

    /** Blocks the caller until the event completes, for at most {@code nanos}. */
    void await(CompletableFuture<?> event, long nanos) throws InterruptedException;
}

package io.pinpipe.transport;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tracks whether a batch is being submitted to the transport, and by which thread. Thread-safe. */
final class Submission {

    /** How long a close waits for a transport that blocks while a batch is submitted; none should. */
    private static final long WAIT_MILLIS = 1_000;

    private @Nullable Thread by;

    synchronized void begin() {
        by = Thread.currentThread();
    }

    synchronized void end() {
        by = null;
        notifyAll();
    }

    /** Returns when no submission is in progress other than the caller's own. */
    synchronized void awaitEnd() {
        long giveUp = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS);
        try {
            while (by != null && by != Thread.currentThread() && System.nanoTime() - giveUp < 0) {
                wait(WAIT_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

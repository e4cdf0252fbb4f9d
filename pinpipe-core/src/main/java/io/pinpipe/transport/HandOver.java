package io.pinpipe.transport;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Whether a batch is being handed to the transport at the moment, and by whom. Thread-safe. */
final class HandOver {

    /** How long closing waits for a transport that blocks while a batch is handed to it; none should. */
    private static final long WAIT_MILLIS = 1_000;

    private @Nullable Thread by;

    synchronized void begin() {
        by = Thread.currentThread();
    }

    synchronized void end() {
        by = null;
        notifyAll();
    }

    /** Returns when none is under way, but for the caller's own. */
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

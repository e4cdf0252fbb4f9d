package io.pinpipe.replay;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Wakes a single waiting thread. The thread arms the waker, checks its condition, and then waits; a wake-up after the
 * arming ends the wait. Thread-safe.
 */
final class Waker {

    private final AtomicReference<@Nullable CompletableFuture<Void>> armed = new AtomicReference<>();

    /** Returns a future that completes at the next {@link #wake}. */
    CompletableFuture<Void> arm() {
        CompletableFuture<Void> next = new CompletableFuture<>();
        armed.set(next);
        return next;
    }

    void wake() {
        // Atomically, or a concurrent arm would be lost.
        CompletableFuture<Void> waiting = armed.getAndSet(null);
        if (waiting != null) {
            waiting.complete(null);
        }
    }
}

package io.pinpipe.replay;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Wakes one thread that waits for others. It arms the signal, looks whether it need wait, and then waits; whatever
 * happens after the arming wakes it. Thread-safe.
 */
final class Signal {

    private final AtomicReference<@Nullable CompletableFuture<Void>> armed = new AtomicReference<>();

    /** What completes at the next {@link #raise}. */
    CompletableFuture<Void> arm() {
        CompletableFuture<Void> next = new CompletableFuture<>();
        armed.set(next);
        return next;
    }

    void raise() {
        // In one step, or an arm in between would be erased.
        CompletableFuture<Void> waiting = armed.getAndSet(null);
        if (waiting != null) {
            waiting.complete(null);
        }
    }
}

package io.pinpipe.source;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Wakes one thread that waits for others. It arms the signal, looks whether it need wait, and then waits; whatever
 * happens after the arming wakes it. Thread-safe.
 */
final class Signal {

    private volatile @Nullable CompletableFuture<Void> armed;

    /** What completes at the next {@link #raise}. */
    CompletableFuture<Void> arm() {
        CompletableFuture<Void> next = new CompletableFuture<>();
        armed = next;
        return next;
    }

    void raise() {
        CompletableFuture<Void> waiting = armed;
        if (waiting != null) {
            armed = null;
            waiting.complete(null);
        }
    }
}

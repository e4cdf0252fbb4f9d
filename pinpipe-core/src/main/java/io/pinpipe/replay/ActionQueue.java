package io.pinpipe.replay;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Actions for a single thread, performed in the order of their arrival. Any thread adds them, without blocking; unbounded.
 */
final class ActionQueue {

    private final Queue<Runnable> actions = new ConcurrentLinkedQueue<>();
    private volatile CompletableFuture<Void> arrival = new CompletableFuture<>();
    private volatile @Nullable Throwable failure;

    void add(Runnable action) {
        actions.add(action);
        arrival.complete(null);
    }

    /** Ends a wait. */
    void wake() {
        add(() -> {});
    }

    /** Adds an action with the outcome of a future, once it completes. */
    <T> void onCompletion(CompletableFuture<T> future, BiConsumer<@Nullable T, @Nullable Throwable> action) {
        future.whenComplete((value, thrown) -> {
            try {
                add(() -> action.accept(value, thrown));
            } catch (Throwable e) {
                // the future would swallow it
                failure = e;
            }
        });
    }

    /** Performs all actions, including those that they add. */
    void perform() {
        for (Runnable next = actions.poll(); next != null; next = actions.poll()) {
            try {
                next.run();
            } catch (Throwable e) {
                failure = e;
            }
        }
    }

    /** Returns a future that completes when there is an action to perform. */
    CompletableFuture<Void> arrival() {
        CompletableFuture<Void> next = new CompletableFuture<>();
        arrival = next;
        if (!actions.isEmpty()) {
            next.complete(null);
        }
        return next;
    }

    /** What an action threw, which leaves its effect unknown; null when none did. */
    @Nullable
    Throwable failure() {
        return failure;
    }
}

package io.pinpipe.engine;

import io.pinpipe.PublishException;
import io.pinpipe.PublishListener;
import io.pinpipe.Receipt;
import io.pinpipe.spi.EngineRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Completes users' futures on the callback thread, in the order in which events ended. Thread-safe. */
final class Callbacks {

    private static final Runnable NOTHING = () -> {};

    private final EngineRuntime runtime;
    private final FlushGate gate;
    private final ByteBudget budget;
    private final PublishListener listener;
    private List<Completion> waiting = new ArrayList<>();
    private boolean busy;
    private volatile @Nullable Thread drainer;

    Callbacks(EngineRuntime runtime, FlushGate gate, ByteBudget budget, PublishListener listener) {
        this.runtime = runtime;
        this.gate = gate;
        this.budget = budget;
        this.listener = listener;
    }

    /** Whether the calling thread is running a user's callback. */
    boolean isCurrentThread() {
        return drainer == Thread.currentThread();
    }

    void add(List<Completion> completions) {
        if (completions.isEmpty()) {
            return;
        }
        budget.callbacksQueued(completions.size());
        boolean start;
        synchronized (this) {
            waiting.addAll(completions);
            start = !busy;
            busy = true;
        }
        if (start) {
            runtime.executeCallback(() -> drain(NOTHING));
        }
    }

    /**
     * Has the callback thread do some of the engine's work, which may add completions, before it turns to the users:
     * another thread need not be woken for it then.
     *
     * @return false when the thread is busy with users' callbacks, which may take long; nothing is done then
     */
    boolean doFirst(Runnable work) {
        synchronized (this) {
            if (busy) {
                return false;
            }
            busy = true;
        }
        runtime.executeCallback(() -> drain(work));
        return true;
    }

    private void drain(Runnable first) {
        drainer = Thread.currentThread();
        try {
            first.run();
        } finally {
            for (List<Completion> some = take(); !some.isEmpty(); some = take()) {
                some.forEach(this::complete);
            }
            drainer = null;
        }
    }

    private synchronized List<Completion> take() {
        busy = !waiting.isEmpty();
        if (!busy) {
            // Not the list itself, which others add to as soon as the lock is free.
            return List.of();
        }
        List<Completion> taken = waiting;
        waiting = new ArrayList<>(taken.size());
        return taken;
    }

    private void complete(Completion completion) {
        Entry entry = completion.entry();
        CompletableFuture<Receipt> future = entry.future;
        try {
            Receipt receipt = completion.receipt();
            PublishException failure = completion.failure();
            if (receipt != null) {
                listener.delivered(receipt);
                future.complete(receipt);
            } else if (failure != null) {
                listener.failed(entry.destination, failure);
                future.completeExceptionally(failure);
            }
        } finally {
            budget.callbackDone();
            if (entry.generation != null) {
                gate.exit(entry.generation);
            }
        }
    }
}

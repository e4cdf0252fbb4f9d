package io.pinpipe.engine;

import io.pinpipe.PublishException;
import io.pinpipe.PublishListener;
import io.pinpipe.Receipt;
import io.pinpipe.spi.EngineRuntime;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Completes users' futures on the callback thread, in the order in which events ended. Thread-safe. */
final class Callbacks {

    private final EngineRuntime runtime;
    private final FlushGate gate;
    private final ByteBudget budget;
    private final PublishListener listener;
    private final ArrayDeque<Completion> waiting = new ArrayDeque<>();
    private boolean draining;
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
            start = !draining;
            draining = true;
        }
        if (start) {
            runtime.executeCallback(this::drain);
        }
    }

    private void drain() {
        drainer = Thread.currentThread();
        try {
            for (Completion next = next(); next != null; next = next()) {
                complete(next);
            }
        } finally {
            drainer = null;
        }
    }

    private synchronized @Nullable Completion next() {
        Completion next = waiting.poll();
        draining = next != null;
        return next;
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

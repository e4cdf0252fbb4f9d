package io.pinpipe.transport;

import io.pinpipe.PublishException;
import io.pinpipe.PublishListener;
import io.pinpipe.Publisher;
import io.pinpipe.Receipt;
import io.pinpipe.internal.EngineRuntime;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Completes users' futures on the callback thread, in the order in which events completed. Thread-safe. */
final class Callbacks {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private static final Runnable NOTHING = () -> {};

    private final EngineRuntime runtime;
    private final FlushTracker gate;
    private final ByteBudget budget;
    private final PublishListener listener;
    private List<Completion> waiting = new ArrayList<>();
    private boolean busy;

    Callbacks(EngineRuntime runtime, FlushTracker gate, ByteBudget budget, PublishListener listener) {
        this.runtime = runtime;
        this.gate = gate;
        this.budget = budget;
        this.listener = listener;
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
     * Runs engine work that may add completions on the callback thread before its next callbacks, which saves waking
     * another thread.
     *
     * @return false when the thread is busy with users' callbacks, which may take long; nothing has run then
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
        try {
            first.run();
        } catch (RuntimeException | Error e) {
            report(e);
        }
        boolean drained = false;
        try {
            for (List<Completion> some = take(); !some.isEmpty(); some = take()) {
                some.forEach(this::complete);
            }
            drained = true;
        } finally {
            if (!drained) {
                runtime.executeCallback(() -> drain(NOTHING));
            }
        }
    }

    private synchronized List<Completion> take() {
        busy = !waiting.isEmpty();
        if (!busy) {
            // Not the list itself: other threads add to it as soon as the lock is released.
            return List.of();
        }
        List<Completion> next = new ArrayList<>(waiting.size());
        List<Completion> taken = waiting;
        waiting = next;
        return taken;
    }

    private void complete(Completion completion) {
        try {
            end(completion);
        } catch (RuntimeException | Error e) {
            report(e);
        }
    }

    /** Completes the future and the event even if a listener or callback throws. */
    private void end(Completion completion) {
        PendingEvent entry = completion.entry();
        Receipt receipt = completion.receipt();
        PublishException failure = completion.failure();
        try {
            if (receipt != null) {
                listener.delivered(receipt);
            } else if (failure != null) {
                listener.failed(entry.destination, failure);
            }
        } finally {
            try {
                if (receipt != null) {
                    entry.future.complete(receipt);
                } else if (failure != null) {
                    entry.future.completeExceptionally(failure);
                }
            } finally {
                budget.callbackDone();
                if (entry.generation != null) {
                    gate.exit(entry.generation);
                }
            }
        }
    }

    private static void report(Throwable failure) {
        try {
            LOG.error("The callback thread failed; the affected events have completed anyway", failure);
        } catch (RuntimeException | Error e) {
            // out of memory: logging may fail too
        }
    }
}

package io.pinpipe.transport;

import io.pinpipe.Message;
import io.pinpipe.PublishException;
import io.pinpipe.PublishListener;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import io.pinpipe.internal.EngineRuntime;
import io.pinpipe.transport.ByteBudget.Admission;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all publishers do around their sender: admission, budget, flush, callbacks and close. Thread-safe. */
final class Delivery {

    /** How long a close waits beyond its timeout, first for callbacks and then for the transport. */
    static final Duration CLOSE_MARGIN = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final Settings settings;
    private final OwnThreads own = new OwnThreads();
    private final EngineRuntime runtime;
    private final GuardedListener listener;
    private final FlushTracker gate = new FlushTracker();
    private final ByteBudget budget;
    private final Callbacks callbacks;
    private final Sender sender;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final @Nullable ExitHook exitHook;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicBoolean ending = new AtomicBoolean();

    Delivery(Settings settings, Function<Delivery, Sender> sender) {
        this.settings = settings;
        this.runtime = new MarkedRuntime(settings.runtime(), own);
        this.listener = new GuardedListener(settings.listeners(), own);
        this.budget = new ByteBudget(runtime, settings.bufferBytes(), settings.callbackLimit());
        this.callbacks = new Callbacks(runtime, gate, budget, listener);
        this.sender = sender.apply(this);
        this.exitHook = settings.closeAtExit() ? ExitHook.closing(settings.name(), this::close) : null;
        listener.opened(gauges());
    }

    Settings settings() {
        return settings;
    }

    EngineRuntime runtime() {
        return runtime;
    }

    OwnThreads ownThreads() {
        return own;
    }

    ByteBudget budget() {
        return budget;
    }

    GuardedListener listener() {
        return listener;
    }

    /** Sends a message that may not fit the protocol. */
    CompletableFuture<Receipt> send(Message message) {
        Objects.requireNonNull(message, "message");
        String problem = isClosed() ? null : sender.problem(message);
        return problem == null ? sendChecked(message) : refuse(message, Reason.INVALID, problem);
    }

    /** Sends a message that every protocol carries. */
    CompletableFuture<Receipt> sendChecked(Message message) {
        long now = runtime.nanoTime();
        if (isClosed()) {
            return refuse(message, Reason.CLOSED, "the publisher is closed");
        }
        PendingEvent entry =
                new PendingEvent(message, now, now + settings.deliveryTimeout().toNanos());
        String tooLarge = sender.tooLarge(entry);
        if (tooLarge != null) {
            return refuse(message, Reason.TOO_LARGE, tooLarge);
        }
        return switch (admit(entry)) {
            case ADMITTED -> accept(entry, Duration.ZERO);
            case ADMITTED_AFTER_WAITING -> accept(entry, Duration.ofNanos(runtime.nanoTime() - now));
            case CLOSED -> refuse(message, Reason.CLOSED, "the publisher was closed");
            case FULL ->
                refuse(
                        message,
                        Reason.BUFFER_FULL,
                        "the buffer of " + settings.bufferBytes()
                                + " bytes stayed full: send more slowly, or raise bufferBytes or bufferWait");
        };
    }

    CompletableFuture<Void> flush() {
        CompletableFuture<Void> flushed = gate.flush();
        sender.push();
        return flushed.copy();
    }

    boolean isClosed() {
        return gate.isClosed();
    }

    void close() {
        if (closing.compareAndSet(false, true)) {
            beginClosing();
        }
        if (own.isCurrent()) {
            return;
        }
        try {
            Duration longest = settings.closeTimeout().plus(CLOSE_MARGIN).plus(CLOSE_MARGIN);
            if (!runtime.await(closed, longest.toNanos())) {
                leaveBehind();
            }
        } catch (InterruptedException e) {
            sender.abandon();
            Thread.currentThread().interrupt();
        }
    }

    /** Warns unless the publisher is closing; for one that is no longer reachable. */
    void reportUnclosed() {
        if (!closing.get()) {
            LOG.warn(
                    "The publisher to {} became unreachable without being closed, with {} events in flight: they are lost if"
                            + " the process exits first, and its threads and connections stay open until then: keep a"
                            + " reference to the publisher and close it",
                    settings.name(),
                    gate.open());
        }
    }

    /** Completes an event with a receipt; pass the result to {@link #complete} once its space is released. */
    Completion delivered(PendingEvent entry, @Nullable String partition, @Nullable String position) {
        Receipt receipt = new Receipt(
                entry.destination,
                partition,
                position,
                entry.attempts,
                entry.maybeStored,
                Duration.ofNanos(runtime.nanoTime() - entry.sentAt));
        Completion completion = new Completion(entry, receipt, null);
        entry.ended = true;
        entry.releaseMessage();
        return completion;
    }

    /** Completes an event with a failure; pass the result to {@link #complete} once its space is released. */
    Completion failed(
            PendingEvent entry, Reason reason, String detail, boolean maybeStored, @Nullable Throwable cause) {
        PublishException failure = Failures.of(entry.message(), reason, detail, entry.attempts, maybeStored, cause);
        Completion completion = new Completion(entry, null, failure);
        entry.ended = true;
        entry.releaseMessage();
        return completion;
    }

    /** Runs a task that calls {@link #complete} soon, on whichever thread is free. */
    void settle(Runnable task) {
        if (!callbacks.doFirst(task)) {
            runtime.execute(task);
        }
    }

    /** Notifies users on the callback thread, in the order of the calls. */
    void complete(List<Completion> completions) {
        callbacks.add(completions);
    }

    private PublishListener.Gauges gauges() {
        return new PublishListener.Gauges() {
            @Override
            public long bufferedRecords() {
                return gate.open();
            }

            @Override
            public long bufferedBytes() {
                return budget.used();
            }

            @Override
            public Duration oldestAge() {
                long now = runtime.nanoTime();
                return Duration.ofNanos(now - sender.oldestSentAt(now));
            }

            @Override
            public int requestsInFlight() {
                return sender.requestsInFlight();
            }
        };
    }

    private Admission admit(PendingEvent entry) {
        Admission atOnce = budget.acquireNow(entry.charge());
        if (atOnce != Admission.FULL || own.isCurrent()) {
            return atOnce;
        }
        long wait = Math.min(
                settings.bufferWait().toNanos(), settings.deliveryTimeout().toNanos());
        try {
            return budget.acquire(entry.charge(), wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Admission.FULL;
        }
    }

    private CompletableFuture<Receipt> accept(PendingEvent entry, Duration waited) {
        FlushTracker.Generation generation = gate.enter();
        if (generation == null) {
            budget.release(entry.charge());
            return refuse(entry.message(), Reason.CLOSED, "the publisher was closed");
        }
        entry.generation = generation;
        CompletableFuture<Receipt> future = entry.future;
        try {
            listener.accepted(entry.destination, entry.bytes, waited);
        } finally {
            sender.accept(entry);
        }
        return future;
    }

    private CompletableFuture<Receipt> refuse(Message message, Reason reason, String detail) {
        return refuse(message.destination(), Failures.of(message, reason, detail, 0, false, null));
    }

    /** Fails an event that was never accepted. */
    CompletableFuture<Receipt> refuse(String destination, PublishException failure) {
        listener.refused(destination, failure);
        return CompletableFuture.failedFuture(failure);
    }

    private void beginClosing() {
        gate.close();
        budget.close();
        long timeout = settings.closeTimeout().toNanos();
        Runnable cancelAbandon = runtime.schedule(timeout, this::abandonLate);
        Runnable cancelEnd = runtime.schedule(timeout + CLOSE_MARGIN.toNanos(), this::endClosing);
        flush().thenRun(() -> {
            cancelAbandon.run();
            cancelEnd.run();
            runtime.execute(this::endClosing);
        });
    }

    private void abandonLate() {
        long left = gate.open() - budget.waitingCallbacks();
        if (left > 0) {
            LOG.warn(
                    "Closing the publisher to {}: {} events were not acknowledged within the close timeout of {} ms;"
                            + " they fail",
                    settings.name(),
                    left,
                    settings.closeTimeout().toMillis());
        }
        sender.abandon();
    }

    private void endClosing() {
        if (!ending.compareAndSet(false, true)) {
            return;
        }
        try {
            sender.abandon();
            warnOfCallbacks();
            sender.close();
        } catch (RuntimeException | Error e) {
            LOG.warn("The transport of {} failed to close; its resources may stay open", settings.name(), e);
        } finally {
            runtime.close();
            if (exitHook != null) {
                exitHook.remove();
            }
            closed.complete(null);
        }
    }

    private void warnOfCallbacks() {
        long waiting = budget.waitingCallbacks();
        if (waiting > 0) {
            LOG.warn(
                    "The publisher to {} is closed, but {} callbacks have not returned or are still queued; they"
                            + " continue in the background",
                    settings.name(),
                    waiting);
        }
    }

    /** Finishes the close on an expendable thread, since a listener or the transport blocks the engine's thread. */
    private void leaveBehind() {
        LOG.warn(
                "The publisher to {} did not close in time: its engine, a listener or its transport is blocked, with {}"
                        + " events in flight; the close continues in the background",
                settings.name(),
                gate.open());
        Thread rest = new Thread(
                () -> own.run(() -> {
                    sender.abandon();
                    endClosing();
                }),
                "pinpipe-close " + settings.name());
        rest.setDaemon(true);
        rest.start();
    }
}

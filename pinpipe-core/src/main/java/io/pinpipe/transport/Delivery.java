package io.pinpipe.transport;

import io.pinpipe.Message;
import io.pinpipe.PublishException;
import io.pinpipe.Publisher;
import io.pinpipe.PublisherGauges;
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

/** What every publisher does around its carrier: admission, budget, flush, callbacks and close. Thread-safe. */
final class Delivery {

    /** How long a close waits beyond its timeout for callbacks, and then for the transport. */
    static final Duration CLOSE_MARGIN = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final Settings settings;
    private final OwnThreads own = new OwnThreads();
    private final EngineRuntime runtime;
    private final GuardedListener listener;
    private final FlushTracker gate = new FlushTracker();
    private final ByteBudget budget;
    private final Callbacks callbacks;
    private final Sender carrier;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final @Nullable ExitHook exitHook;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicBoolean ending = new AtomicBoolean();

    Delivery(Settings settings, Function<Delivery, Sender> carrier) {
        this.settings = settings;
        this.runtime = new MarkedRuntime(settings.runtime(), own);
        this.listener = new GuardedListener(settings.listeners(), own);
        this.budget = new ByteBudget(runtime, settings.bufferBytes(), settings.callbackLimit());
        this.callbacks = new Callbacks(runtime, gate, budget, listener);
        this.carrier = carrier.apply(this);
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

    /** Sends a message that may not fit the wire. */
    CompletableFuture<Receipt> send(Message message) {
        Objects.requireNonNull(message, "message");
        String problem = isClosed() ? null : carrier.problem(message);
        return problem == null ? sendChecked(message) : refuse(message, Reason.INVALID, problem);
    }

    /** Sends a message that every wire carries. */
    CompletableFuture<Receipt> sendChecked(Message message) {
        long now = runtime.nanoTime();
        if (isClosed()) {
            return refuse(message, Reason.CLOSED, "the publisher is closed");
        }
        PendingEvent entry =
                new PendingEvent(message, now, now + settings.deliveryTimeout().toNanos());
        String tooLarge = carrier.tooLarge(entry);
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
                        "no room came free in the buffer of " + settings.bufferBytes()
                                + " bytes: send more slowly, raise bufferBytes or bufferWait");
        };
    }

    CompletableFuture<Void> flush() {
        CompletableFuture<Void> flushed = gate.flush();
        carrier.push();
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
            carrier.abandon();
            Thread.currentThread().interrupt();
        }
    }

    /** Warns unless the publisher is being closed; for one that nobody can close any more. */
    void reportUnclosed() {
        if (!closing.get()) {
            LOG.warn(
                    "The publisher to {} became garbage without being closed, with {} events in flight: a process that"
                            + " ends before they do loses them, and its threads and connections stay open until then:"
                            + " keep the publisher and close it",
                    settings.name(),
                    gate.open());
        }
    }

    /** Decides that an entry has ended with a receipt; to be given to {@link #complete} once its room is free. */
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

    /** Decides that an entry has ended with a failure; to be given to {@link #complete} once its room is free. */
    Completion failed(
            PendingEvent entry, Reason reason, String detail, boolean maybeStored, @Nullable Throwable cause) {
        PublishException failure = Failures.of(entry.message(), reason, detail, entry.attempts, maybeStored, cause);
        Completion completion = new Completion(entry, null, failure);
        entry.ended = true;
        entry.releaseMessage();
        return completion;
    }

    /** Has ended entries settled soon, on the thread that is free for it; the task calls {@link #complete}. */
    void settle(Runnable task) {
        if (!callbacks.doFirst(task)) {
            runtime.execute(task);
        }
    }

    /** Tells the users, on the callback thread, in the order of the calls. */
    void complete(List<Completion> completions) {
        callbacks.add(completions);
    }

    private PublisherGauges gauges() {
        return new PublisherGauges() {
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
                return Duration.ofNanos(now - carrier.oldestSentAt(now));
            }

            @Override
            public int requestsInFlight() {
                return carrier.requestsInFlight();
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
            carrier.accept(entry);
        }
        return future;
    }

    private CompletableFuture<Receipt> refuse(Message message, Reason reason, String detail) {
        return refuse(message.destination(), Failures.of(message, reason, detail, 0, false, null));
    }

    /** Fails what was never accepted. */
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
                    "Closing the publisher to {}: {} events were not acknowledged within the close timeout of {} ms, and"
                            + " fail",
                    settings.name(),
                    left,
                    settings.closeTimeout().toMillis());
        }
        carrier.abandon();
    }

    private void endClosing() {
        if (!ending.compareAndSet(false, true)) {
            return;
        }
        try {
            carrier.abandon();
            warnOfCallbacks();
            carrier.close();
        } catch (RuntimeException | Error e) {
            LOG.warn("The transport of {} failed to close; what it holds may stay open", settings.name(), e);
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
                    "The publisher to {} is closed although {} callbacks have not returned or still wait for one that has"
                            + " not; they go on behind it",
                    settings.name(),
                    waiting);
        }
    }

    /** Ends what is left on a thread that may be lost, since the engine's is: a listener or the transport blocks it. */
    private void leaveBehind() {
        LOG.warn(
                "The publisher to {} did not close in time: its engine, a listener or its transport is blocked, with {}"
                        + " events in flight; the closing goes on behind it",
                settings.name(),
                gate.open());
        Thread rest = new Thread(
                () -> own.run(() -> {
                    carrier.abandon();
                    endClosing();
                }),
                "pinpipe-close " + settings.name());
        rest.setDaemon(true);
        rest.start();
    }
}

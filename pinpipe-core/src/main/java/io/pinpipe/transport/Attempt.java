package io.pinpipe.transport;

import io.pinpipe.Message;
import io.pinpipe.Reason;
import io.pinpipe.internal.EngineRuntime;
import io.pinpipe.transport.BatchTransport.Batch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One request for one batch. It settles exactly once: by the transport's response, by the request timeout or by being
 * dropped.
 */
final class Attempt {

    final List<PendingEvent> entries;
    final List<Lane> lanes;
    final long startedAt;

    /** The value of {@link RequestLimits#halvings} when the attempt was filled. */
    final int halvingsBefore;

    private final DestinationQueue queue;
    private final EngineRuntime runtime;
    private final BatchTransport transport;
    private final List<Message> messages;
    private final String destination;
    private final Duration timeout;
    private final AtomicBoolean settled = new AtomicBoolean();
    private volatile @Nullable CompletionStage<List<Outcome>> answer;
    private volatile Runnable cancelTimer = () -> {};

    Attempt(
            DestinationQueue queue,
            EngineRuntime runtime,
            BatchTransport transport,
            String destination,
            Duration timeout,
            int capacity,
            int halvingsBefore) {
        this.queue = queue;
        this.runtime = runtime;
        this.transport = transport;
        this.destination = destination;
        this.timeout = timeout;
        this.halvingsBefore = halvingsBefore;
        this.entries = new ArrayList<>(capacity);
        this.messages = new ArrayList<>(capacity);
        this.lanes = new ArrayList<>(capacity);
        this.startedAt = runtime.nanoTime();
    }

    void add(Lane lane, PendingEvent entry) {
        lanes.add(lane);
        entries.add(entry);
        messages.add(entry.message());
    }

    /** Whether one of its events may be retried after such an outcome. */
    boolean mayRetry(PendingEvent entry, Outcome.Refused why) {
        if (!why.retriable()) {
            return false;
        }
        return switch (why.reason()) {
            case TOO_LARGE -> entries.size() > 1;
            case UNAUTHENTICATED -> {
                boolean first = !entry.credentialsRetried;
                entry.credentialsRetried = true;
                yield first;
            }
            default -> true;
        };
    }

    /** Submits the batch to the transport, unless it was already dropped. */
    @SuppressWarnings("NullAway") // a faulty transport may return null anyway
    void start() {
        if (settled.get()) {
            return;
        }
        try {
            CompletionStage<List<Outcome>> stage =
                    transport.attempt(new Batch(destination, Collections.unmodifiableList(messages)));
            answer = Objects.requireNonNull(stage, "the transport returned no future");
            if (!settled.get()) {
                cancelTimer = runtime.schedule(timeout.toNanos(), this::timeOut);
            }
            stage.whenComplete((outcomes, thrown) -> settle(thrown == null ? checked(outcomes) : thrown(thrown)));
        } catch (RuntimeException | Error thrown) {
            settle(thrown(thrown));
        }
        if (settled.get()) {
            cancelTimer.run();
            cancelAnswer();
        }
    }

    /** Abandons the attempt because the publisher is closing. */
    void drop() {
        settle(all(Outcome.unanswered("the request was dropped at close", null)));
        cancelAnswer();
    }

    private void timeOut() {
        String detail = "no response to the request within " + timeout.toMillis() + " ms from " + service();
        queue.unanswered(detail);
        settle(all(Outcome.unanswered(detail, null)));
        cancelAnswer();
    }

    private String service() {
        try {
            return transport.silence(destination);
        } catch (RuntimeException e) {
            return "the service of '" + destination + "'";
        }
    }

    private void settle(List<? extends Outcome> outcomes) {
        if (settled.compareAndSet(false, true)) {
            try {
                cancelTimer.run();
            } finally {
                queue.settle(this, outcomes);
            }
        }
    }

    private void cancelAnswer() {
        CompletionStage<List<Outcome>> stage = answer;
        try {
            if (stage != null) {
                stage.toCompletableFuture().cancel(true);
            }
        } catch (UnsupportedOperationException e) {
            // a stage that cannot be cancelled completes by itself, unobserved
        }
    }

    /** Returns the outcomes, or a protocol error for each event when their number does not match. */
    private List<? extends Outcome> checked(@Nullable List<Outcome> outcomes) {
        if (outcomes == null) {
            return all(Outcome.protocol("the transport returned no outcomes"));
        }
        List<Outcome> copy = new ArrayList<>(outcomes);
        if (copy.size() != entries.size() || copy.contains(null)) {
            return all(Outcome.protocol(
                    "the transport returned " + copy.size() + " outcomes for " + entries.size() + " messages"));
        }
        return copy;
    }

    private List<? extends Outcome> thrown(Throwable thrown) {
        Outcome outcome =
                new Outcome.Refused(Reason.PROTOCOL, "the transport failed with " + thrown, false, true, null, thrown);
        return all(outcome);
    }

    private List<? extends Outcome> all(Outcome outcome) {
        return Collections.nCopies(entries.size(), outcome);
    }
}

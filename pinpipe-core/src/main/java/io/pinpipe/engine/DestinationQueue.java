package io.pinpipe.engine;

import io.pinpipe.Ordering;
import io.pinpipe.PublishListener.RequestResult;
import io.pinpipe.Reason;
import io.pinpipe.spi.BatchTransport;
import io.pinpipe.spi.EngineRuntime;
import io.pinpipe.spi.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The entries for one destination: lanes by ordering key, batches from the lanes that are ready, and what becomes of the
 * batches. Senders and transports change it under its lock; batches are started by the engine's thread alone.
 */
final class DestinationQueue {

    private static final long NEVER = Long.MAX_VALUE;

    private final Delivery delivery;
    private final EngineRuntime runtime;
    private final BatchTransport transport;
    private final BatchSettings batching;
    private final String destination;
    private final Backoff backoff;
    private final RequestLimits limits;
    private final long origin;

    private final Map<Long, Lane> lanes = new HashMap<>();
    private final ArrayDeque<Lane> ready = new ArrayDeque<>();
    private final Deadlines deadlines = new Deadlines();
    private final Set<Attempt> attempts = new HashSet<>();
    private long readyBytes;
    private long sendBy = NEVER;
    private long lastSequence;
    private long pushedSequence;
    private long lingerTimerAt = NEVER;
    private boolean deadlineTimerSet;
    private boolean pumpQueued;
    private boolean abandoned;

    DestinationQueue(Delivery delivery, BatchTransport transport, BatchSettings batching, String destination) {
        this.delivery = delivery;
        this.runtime = delivery.runtime();
        this.transport = transport;
        this.batching = batching;
        this.destination = destination;
        this.backoff = new Backoff(batching.backoff(), batching.backoffMax(), runtime);
        this.limits = new RequestLimits(batching.requestsInFlight(), batching.batchBytes());
        this.origin = runtime.nanoTime();
    }

    synchronized void accept(Entry entry) {
        if (abandoned) {
            release(entry);
            delivery.complete(List.of(delivery.failed(entry, Reason.CLOSED, "the publisher was closed", false, null)));
            return;
        }
        entry.sequence = ++lastSequence;
        deadlines.add(entry);
        setDeadlineTimer();
        if (batching.ordering() == Ordering.NONE) {
            Lane alone = new Lane(entry.sequence);
            alone.add(entry);
            enqueue(alone, entry);
        } else {
            Lane lane = lanes.get(entry.event.index());
            if (lane == null) {
                lane = new Lane(entry.event.index());
                lanes.put(lane.key, lane);
                lane.add(entry);
                enqueue(lane, entry);
            } else {
                lane.add(entry);
            }
        }
        wake();
    }

    /** Sends all that was accepted so far without lingering. */
    synchronized void push() {
        pushedSequence = lastSequence;
        if (!ready.isEmpty()) {
            sendBy = 0;
        }
        wake();
    }

    /** Ends every entry that is left, and drops the attempts under way. */
    void abandon() {
        List<Attempt> dropped;
        synchronized (this) {
            abandoned = true;
            List<Completion> ended = new ArrayList<>();
            for (Entry entry = deadlines.first(); entry != null; entry = deadlines.first()) {
                deadlines.remove(entry);
                String detail = "the publisher was closed before it was acknowledged" + lastAnswer(entry);
                ended.add(end(entry, Reason.CLOSED, detail));
            }
            delivery.complete(ended);
            lanes.clear();
            ready.clear();
            dropped = List.copyOf(attempts);
        }
        dropped.forEach(Attempt::drop);
    }

    /** Takes the outcomes of an attempt: one for each of its entries, in order. */
    void settle(Attempt attempt, List<? extends Outcome> outcomes) {
        int stored = 0;
        List<Lane> refused = new ArrayList<>();
        long delay = 0;
        long bytes = 0;
        long elapsed;
        synchronized (this) {
            attempts.remove(attempt);
            long now = runtime.nanoTime();
            elapsed = now - attempt.startedAt;
            limits.settled(attempt, outcomes, now);
            long freed = 0;
            List<Completion> ended = new ArrayList<>(outcomes.size());
            for (int i = 0; i < outcomes.size(); i++) {
                Lane lane = attempt.lanes.get(i);
                Entry entry = attempt.entries.get(i);
                entry.inFlight = false;
                bytes += entry.bytes;
                boolean again = false;
                if (outcomes.get(i) instanceof Outcome.Stored where) {
                    stored++;
                    if (!entry.ended) {
                        ended.add(delivery.delivered(entry, where.partition(), where.position()));
                    }
                } else if (outcomes.get(i) instanceof Outcome.Refused why) {
                    entry.lastRefusal = why;
                    entry.maybeStored |= why.maybeStored();
                    again = !entry.ended && !abandoned && mayRetry(entry, why, attempt);
                    if (again) {
                        refused.add(lane);
                        delay = Math.max(delay, backoff.delayNanos(entry.attempts, why));
                    } else if (!entry.ended) {
                        ended.add(delivery.failed(entry, why.reason(), why.detail(), entry.maybeStored, why.cause()));
                    }
                }
                if (!again) {
                    deadlines.remove(entry);
                    entry.releaseValue();
                    freed += entry.charge();
                    lane.removeHead();
                    rejoin(lane);
                }
            }
            delivery.budget().release(freed);
            delivery.complete(ended);
            wake();
        }
        if (!refused.isEmpty()) {
            runtime.schedule(delay, () -> rejoinAll(refused));
        }
        RequestResult result =
                new RequestResult(outcomes.size(), bytes, stored, refused.size(), Duration.ofNanos(elapsed));
        delivery.listener().request(destination, result);
    }

    synchronized int requestsInFlight() {
        return attempts.size();
    }

    /** When the oldest entry that has not ended was sent, or now when there is none. */
    synchronized long oldestSentAt(long now) {
        Entry first = deadlines.first();
        return first == null ? now : first.sentAt;
    }

    private synchronized void rejoinAll(List<Lane> refused) {
        refused.forEach(this::rejoin);
        wake();
    }

    /** A lane whose head is no longer in flight: it is ready again, or ends when it is empty. */
    private void rejoin(Lane lane) {
        Entry head = lane.liveHead();
        if (head == null) {
            lanes.remove(lane.key, lane);
        } else if (!abandoned) {
            enqueue(lane, head);
        }
    }

    private void enqueue(Lane lane, Entry head) {
        lane.readyBytes = head.requestBytes;
        lane.sendBy = sendBy(head);
        ready.add(lane);
        readyBytes += lane.readyBytes;
        sendBy = Math.min(sendBy, lane.sendBy);
    }

    private boolean mayRetry(Entry entry, Outcome.Refused why, Attempt attempt) {
        if (!why.retriable()) {
            return false;
        }
        return switch (why.reason()) {
            case TOO_LARGE -> attempt.entries.size() > 1;
            case UNAUTHENTICATED -> {
                boolean first = !entry.credentialsRetried;
                entry.credentialsRetried = true;
                yield first;
            }
            default -> true;
        };
    }

    /** Has the engine's thread start batches, if there is one to start, or times the linger. */
    private void wake() {
        if (pumpQueued || abandoned || ready.isEmpty() || attempts.size() >= limits.requests()) {
            return;
        }
        long now = now();
        if (isDue(now)) {
            pumpQueued = true;
            runtime.execute(this::pump);
        } else if (sendBy < lingerTimerAt) {
            lingerTimerAt = sendBy;
            runtime.schedule(sendBy - now, this::lingerOver);
        }
    }

    private synchronized void lingerOver() {
        lingerTimerAt = NEVER;
        wake();
    }

    private void pump() {
        for (Attempt attempt = nextAttempt(); attempt != null; attempt = nextAttempt()) {
            attempt.start();
        }
    }

    private synchronized @Nullable Attempt nextAttempt() {
        if (!abandoned && attempts.size() < limits.requests() && isDue(now())) {
            Attempt attempt = new Attempt(this, runtime, transport, destination, batching.requestTimeout());
            fill(attempt);
            if (!attempt.entries.isEmpty()) {
                attempts.add(attempt);
                return attempt;
            }
        }
        pumpQueued = false;
        wake();
        return null;
    }

    private void fill(Attempt attempt) {
        expire();
        long room = limits.batchBytes();
        while (!ready.isEmpty() && attempt.entries.size() < batching.batchRecords()) {
            Lane lane = ready.element();
            Entry head = lane.liveHead();
            if (head != null && head.requestBytes > room && !attempt.entries.isEmpty()) {
                break;
            }
            ready.remove();
            readyBytes -= lane.readyBytes;
            if (head == null) {
                lanes.remove(lane.key, lane);
                continue;
            }
            room -= head.requestBytes;
            head.inFlight = true;
            head.attempts++;
            attempt.add(lane, head);
        }
        if (!isFull()) {
            sendBy = NEVER;
            ready.forEach(lane -> sendBy = Math.min(sendBy, lane.sendBy));
        }
    }

    private boolean isDue(long now) {
        return !ready.isEmpty() && (isFull() || sendBy <= now);
    }

    private boolean isFull() {
        return ready.size() >= batching.batchRecords() || readyBytes >= limits.batchBytes();
    }

    /** When an entry need not wait for company any longer: retries and what a flush has pushed go at once. */
    private long sendBy(Entry entry) {
        if (entry.attempts > 0 || entry.sequence <= pushedSequence) {
            return 0;
        }
        return entry.sentAt - origin + batching.linger().toNanos();
    }

    private void setDeadlineTimer() {
        Entry first = deadlines.first();
        if (!deadlineTimerSet && first != null) {
            deadlineTimerSet = true;
            runtime.schedule(Math.max(0, first.deadline - runtime.nanoTime()), this::deadlinePassed);
        }
    }

    private synchronized void deadlinePassed() {
        deadlineTimerSet = false;
        expire();
        setDeadlineTimer();
    }

    private void expire() {
        long now = runtime.nanoTime();
        List<Completion> ended = new ArrayList<>();
        for (Entry entry = deadlines.pollExpired(now); entry != null; entry = deadlines.pollExpired(now)) {
            String detail = "it was not acknowledged within "
                    + delivery.settings().deliveryTimeout().toMillis() + " ms of its send" + lastAnswer(entry);
            ended.add(end(entry, Reason.TIMED_OUT, detail));
        }
        delivery.complete(ended);
    }

    /** Ends an entry before its time; one in flight keeps its room and its lane until the attempt settles. */
    private Completion end(Entry entry, Reason reason, String detail) {
        if (!entry.inFlight) {
            release(entry);
        }
        return delivery.failed(entry, reason, detail, entry.maybeStored || entry.inFlight, cause(entry));
    }

    private void release(Entry entry) {
        entry.releaseValue();
        delivery.budget().release(entry.charge());
    }

    private long now() {
        return runtime.nanoTime() - origin;
    }

    private static String lastAnswer(Entry entry) {
        Outcome.Refused last = entry.lastRefusal;
        return last == null ? "" : "; the last answer was " + last.reason() + ", " + last.detail();
    }

    private static @Nullable Throwable cause(Entry entry) {
        return entry.lastRefusal == null ? null : entry.lastRefusal.cause();
    }
}

package io.pinpipe.transport;

import io.pinpipe.PublishListener.RequestResult;
import io.pinpipe.Reason;
import io.pinpipe.internal.EngineRuntime;
import io.pinpipe.transport.BatchPublisherBuilder.Ordering;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pending events of one destination: lanes by ordering key, batches of the lanes that are ready, and the handling
 * of outcomes. Callers and transports change it under its lock; only the engine's thread starts batches.
 */
final class DestinationQueue {

    private static final Logger LOG = LoggerFactory.getLogger(DestinationQueue.class);

    private static final long NEVER = Long.MAX_VALUE;

    /** Delay before ready events are retried after a failure of the engine itself. */
    private static final long RECOVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Delivery delivery;
    private final EngineRuntime runtime;
    private final BatchTransport transport;
    private final BatchSettings batching;
    private final String destination;
    private final Backoff backoff;
    private final RequestLimits limits;
    private final Pace pace;
    private final long origin;

    private final Lanes lanes = new Lanes();
    private final Deadlines deadlines = new Deadlines();
    private final Set<Attempt> attempts = new HashSet<>();
    private final Submission submission = new Submission();
    private long sendBy = NEVER;
    private long lastSequence;
    private long pushedSequence;
    private long timerAt = NEVER;
    private boolean deadlineTimerSet;
    private boolean pumpQueued;
    private boolean abandoned;
    private final AtomicBoolean unansweredLogged = new AtomicBoolean();

    DestinationQueue(Delivery delivery, BatchTransport transport, BatchSettings batching, String destination) {
        this.delivery = delivery;
        this.runtime = delivery.runtime();
        this.transport = transport;
        this.batching = batching;
        this.destination = destination;
        this.backoff = new Backoff(batching.backoff(), batching.backoffMax(), runtime);
        this.limits = new RequestLimits(batching);
        this.origin = runtime.nanoTime();
        this.pace = new Pace(batching.batchRecords(), 0);
    }

    synchronized void accept(PendingEvent entry) {
        if (abandoned) {
            Endings refused = new Endings(delivery, 1);
            refused.early(entry, Reason.CLOSED, "the publisher was closed");
            refused.complete();
            return;
        }
        entry.sequence = ++lastSequence;
        deadlines.add(entry);
        setDeadlineTimer();
        Lane lane = lanes.accept(entry, batching.ordering() == Ordering.PER_KEY);
        if (lane != null) {
            rejoin(lane);
        }
        wake();
    }

    /** Sends everything accepted so far without lingering. */
    synchronized void push() {
        pushedSequence = lastSequence;
        if (lanes.readyCount() > 0) {
            sendBy = 0;
        }
        wake();
    }

    /** Fails all pending events and drops the attempts in flight; none is submitted to the transport after this. */
    void abandon() {
        List<Attempt> dropped;
        synchronized (this) {
            abandoned = true;
            Endings left = new Endings(delivery, attempts.size());
            for (PendingEvent entry = deadlines.first(); entry != null; entry = deadlines.first()) {
                deadlines.remove(entry);
                left.early(entry, Reason.CLOSED, "the publisher was closed before it was acknowledged");
            }
            left.complete();
            lanes.clear();
            dropped = List.copyOf(attempts);
        }
        dropped.forEach(Attempt::drop);
        submission.awaitEnd();
    }

    /** Handles the outcomes of an attempt: one for each of its events, in order. */
    void settle(Attempt attempt, List<? extends Outcome> outcomes) {
        RequestResult result = null;
        synchronized (this) {
            attempts.remove(attempt);
            try {
                result = decide(attempt, outcomes);
            } catch (RuntimeException | Error thrown) {
                endBroken(attempt, true, thrown);
            }
            wake();
        }
        if (result != null) {
            delivery.listener().request(destination, result);
        }
    }

    /** Logs the first unanswered attempt: until an event fails, retries would look like a stall. */
    void unanswered(String detail) {
        if (unansweredLogged.compareAndSet(false, true)) {
            LOG.warn("{}; its events are retried until their deadline", detail);
        }
    }

    synchronized int requestsInFlight() {
        return attempts.size();
    }

    /** When the oldest pending event was sent, or now when none is pending. */
    synchronized long oldestSentAt(long now) {
        PendingEvent first = deadlines.first();
        return first == null ? now : first.sentAt;
    }

    private RequestResult decide(Attempt attempt, List<? extends Outcome> outcomes) {
        long now = runtime.nanoTime();
        long elapsed = now - attempt.startedAt;
        Retries retries = new Retries();
        int stored = 0;
        int throttled = 0;
        long bytes = 0;
        Endings endings = new Endings(delivery, outcomes.size());
        try {
            for (int i = 0; i < outcomes.size(); i++) {
                Lane lane = attempt.lanes.get(i);
                PendingEvent entry = attempt.entries.get(i);
                bytes += entry.bytes;
                if (outcomes.get(i) instanceof Outcome.Stored where) {
                    stored++;
                    if (!entry.ended) {
                        endings.delivered(entry, where);
                    }
                } else if (outcomes.get(i) instanceof Outcome.Refused why) {
                    throttled += why.reason() == Reason.THROTTLED ? 1 : 0;
                    entry.refused(why);
                    if (!entry.ended && !abandoned && attempt.mayRetry(entry, why)) {
                        retries.add(entry, why);
                        continue;
                    }
                    if (!entry.ended) {
                        endings.failed(entry, why);
                    }
                }
                leave(entry, lane, endings);
            }
        } finally {
            endings.complete();
        }
        limits.settled(attempt, outcomes, now);
        pace.settled(stored, throttled, attempt.startedAt - origin, now - origin);
        retries.begin(backoff, runtime, this::endBackoff, this::backoffOver);
        return new RequestResult(outcomes.size(), bytes, stored, retries.count(), Duration.ofNanos(elapsed));
    }

    /** Removes a settled, completed event from its lane and releases its space. */
    private void leave(PendingEvent entry, Lane lane, Endings endings) {
        entry.inFlight = false;
        deadlines.remove(entry);
        endings.free(entry);
        lane.removeHead();
        rejoin(lane);
    }

    private synchronized void backoffOver(List<PendingEvent> refused) {
        refused.forEach(this::endBackoff);
        wake();
    }

    /** Ends the back-off of an event's lane; no effect unless the lane waits for this event. */
    private void endBackoff(PendingEvent entry) {
        Lane lane = entry.lane;
        if (lane != null && lane.backingOff == entry) {
            lane.backingOff = null;
            rejoin(lane);
        }
    }

    /** Makes a lane whose head is no longer in flight ready again, or forgets it when it is empty. */
    private void rejoin(Lane lane) {
        if (abandoned) {
            return;
        }
        try {
            PendingEvent head = lanes.ready(lane);
            if (head != null) {
                sendBy = Math.min(sendBy, sendBy(head));
            }
        } catch (RuntimeException | Error thrown) {
            endBroken(lane, thrown);
        }
    }

    /** Starts batches on the engine's thread if any may start, or sets a timer for when one may. */
    private void wake() {
        try {
            if (pumpQueued || !mayStart()) {
                return;
            }
            long now = now();
            long startAt = startAt(now);
            if (startAt <= now) {
                pumpQueued = true;
                runtime.execute(this::pump);
            } else if (startAt < timerAt) {
                runtime.schedule(startAt - now, this::timerOver);
                timerAt = startAt;
            }
        } catch (RuntimeException | Error thrown) {
            pumpQueued = false;
            broken(thrown);
        }
    }

    private synchronized void timerOver() {
        timerAt = NEVER;
        wake();
    }

    private void pump() {
        try {
            for (Attempt attempt = nextAttempt(); attempt != null; attempt = nextAttempt()) {
                attempt.start();
            }
        } catch (RuntimeException | Error thrown) {
            synchronized (this) {
                pumpQueued = false;
                broken(thrown);
            }
        } finally {
            submission.end();
        }
    }

    private synchronized @Nullable Attempt nextAttempt() {
        submission.end();
        long now = now();
        if (mayStart() && startAt(now) <= now) {
            int most = pace.allowance(wanted(), now);
            Attempt attempt = new Attempt(
                    this, runtime, transport, destination, batching.requestTimeout(), most, limits.halvings());
            try {
                fill(attempt, most);
                if (!attempt.entries.isEmpty()) {
                    attempts.add(attempt);
                    submission.begin();
                    return attempt;
                }
            } catch (RuntimeException | Error thrown) {
                endBroken(attempt, false, thrown);
                throw thrown;
            }
        }
        pumpQueued = false;
        wake();
        return null;
    }

    private void fill(Attempt attempt, int most) {
        expire();
        long room = limits.batchBytes();
        while (attempt.entries.size() < most) {
            Lane lane = lanes.first();
            if (lane == null) {
                break;
            }
            PendingEvent head = Objects.requireNonNull(lane.liveHead());
            if (head.requestBytes > room && !attempt.entries.isEmpty()) {
                break;
            }
            attempt.add(lane, head);
            lanes.take(lane);
            room -= head.requestBytes;
            head.inFlight = true;
            head.attempts++;
        }
        pace.sent(attempt.entries.size());
        if (!isFull()) {
            sendBy = lanes.least(this::sendBy);
        }
    }

    private boolean mayStart() {
        return !abandoned && lanes.readyCount() > 0 && attempts.size() < limits.requests();
    }

    /** When the next batch may start: it is full or has lingered, and the pace allows it. */
    private long startAt(long now) {
        long due = isFull() ? now : sendBy;
        return due > now ? due : now + pace.nanosUntilAllowed(wanted(), now);
    }

    private int wanted() {
        return Math.min(lanes.readyCount(), limits.batchRecords());
    }

    private boolean isFull() {
        return lanes.readyCount() >= limits.batchRecords() || lanes.readyBytes() >= limits.batchBytes();
    }

    /** When an event stops lingering: retries and flushed events do not linger. */
    private long sendBy(PendingEvent entry) {
        if (entry.attempts > 0 || entry.sequence <= pushedSequence) {
            return 0;
        }
        return entry.sentAt - origin + batching.linger().toNanos();
    }

    private void setDeadlineTimer() {
        PendingEvent first = deadlines.first();
        if (!deadlineTimerSet && first != null) {
            runtime.schedule(Math.max(0, first.deadline - runtime.nanoTime()), this::deadlinePassed);
            deadlineTimerSet = true;
        }
    }

    private synchronized void deadlinePassed() {
        deadlineTimerSet = false;
        try {
            expire();
        } finally {
            setDeadlineTimer();
            wake();
        }
    }

    private void expire() {
        long now = runtime.nanoTime();
        Endings late = new Endings(delivery, 0);
        for (PendingEvent entry = deadlines.pollExpired(now); entry != null; entry = deadlines.pollExpired(now)) {
            long millis = delivery.settings().deliveryTimeout().toMillis();
            late.early(entry, Reason.TIMED_OUT, "it was not acknowledged within " + millis + " ms of its send");
            endBackoff(entry);
        }
        late.complete();
    }

    /** Fails the events of an attempt that are still in flight after a failure of the engine itself. */
    private void endBroken(Attempt attempt, boolean submitted, Throwable thrown) {
        broken(thrown);
        Endings endings = new Endings(delivery, attempt.entries.size());
        for (int i = 0; i < attempt.entries.size(); i++) {
            PendingEvent entry = attempt.entries.get(i);
            if (entry.inFlight) {
                if (!entry.ended) {
                    endings.broken(entry, submitted || entry.maybeStored, thrown);
                }
                leave(entry, attempt.lanes.get(i), endings);
            }
        }
        endings.complete();
    }

    /** Fails the events of a lane that could not be made ready. */
    private void endBroken(Lane lane, Throwable thrown) {
        broken(thrown);
        Endings endings = new Endings(delivery, 1);
        for (PendingEvent head = lane.liveHead(); head != null; head = lane.liveHead()) {
            deadlines.remove(head);
            endings.broken(head, head.maybeStored, thrown);
            endings.free(head);
        }
        endings.complete();
        lanes.forget(lane);
    }

    /** Logs a failure of the engine itself, and resumes a little later. */
    private void broken(Throwable thrown) {
        LOG.error("Delivery to '{}' failed with an internal error; later events continue", destination, thrown);
        try {
            runtime.schedule(RECOVERY_NANOS, this::timerOver);
        } catch (RuntimeException | Error e) {
            LOG.error("Delivery to '{}' resumes only at its next event", destination, e);
        }
    }

    private long now() {
        return runtime.nanoTime() - origin;
    }
}

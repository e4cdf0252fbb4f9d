package io.pinpipe.transport;

import io.pinpipe.Message;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits events one by one to a client that batches and retries itself, on a dedicated thread since the client may
 * block. Thread-safe.
 */
final class RecordSender implements Sender {

    /** Maximum number of events taken from the queue under one lock. */
    private static final int BURST = 256;

    /**
     * How long the thread sleeps after it has emptied the queue: waking it for each event would cost more than the
     * submission itself.
     */
    private static final long NAP_NANOS = 200_000;

    /** The part of an event's time reserved for the outcome, at most, and as a fraction of that time. */
    private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int ANSWER_SHARE = 4;

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final Delivery delivery;
    private final RecordTransport transport;
    private final int recordBytes;
    private final ArrayDeque<PendingEvent> queue = new ArrayDeque<>();
    private final Deadlines waiting = new Deadlines();
    private final Deadlines submitted = new Deadlines();
    private final Thread thread;
    private final Object settling = new Object();
    private List<Settled> settled = new ArrayList<>();
    private long accepted;
    private long taken;
    private long pushAfter;
    private boolean idle;
    private int inFlight;
    private long overdueBytes;
    private boolean deadlineTimerSet;
    private volatile boolean abandoned;

    /** An outcome reported by the client. */
    private record Settled(PendingEvent entry, Outcome outcome) {}

    RecordSender(Delivery delivery, RecordTransport transport, int recordBytes) {
        this.delivery = delivery;
        this.transport = transport;
        this.recordBytes = recordBytes;
        this.thread = new Thread(
                () -> delivery.ownThreads().run(this::submit),
                "pinpipe-submit " + delivery.settings().name());
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public @Nullable String problem(Message message) {
        return transport.problem(message);
    }

    @Override
    public @Nullable String tooLarge(PendingEvent entry) {
        return entry.bytes <= recordBytes
                ? null
                : "it takes " + entry.bytes + " bytes, and the limit for a record is " + recordBytes
                        + ": shorten it, or raise recordBytes if the service allows it";
    }

    @Override
    public void accept(PendingEvent entry) {
        synchronized (this) {
            if (!abandoned) {
                entry.sequence = ++accepted;
                queue.add(entry);
                waiting.add(entry);
                setDeadlineTimer();
                if (idle) {
                    notifyAll();
                }
                return;
            }
            fail(entry, Outcome.fatal(Reason.CLOSED, "the publisher was closed"));
        }
    }

    @Override
    public synchronized void push() {
        pushAfter = accepted;
        notifyAll();
        LockSupport.unpark(thread);
    }

    @Override
    public synchronized int requestsInFlight() {
        return inFlight;
    }

    @Override
    public synchronized long oldestSentAt(long now) {
        PendingEvent queued = waiting.first();
        PendingEvent oldest = submitted.first();
        long queuedAge = queued == null ? 0 : now - queued.sentAt;
        long submittedAge = oldest == null ? 0 : now - oldest.sentAt;
        return now - Math.max(queuedAge, submittedAge);
    }

    @Override
    public void abandon() {
        synchronized (this) {
            abandoned = true;
            failAll(waiting);
            failAll(submitted);
            delivery.budget().release(overdueBytes);
            overdueBytes = 0;
            queue.clear();
            notifyAll();
        }
        thread.interrupt();
    }

    @Override
    public void close() {
        transport.close();
    }

    private void submit() {
        List<PendingEvent> burst = new ArrayList<>(BURST);
        boolean more = true;
        while (more) {
            try {
                more = take(burst);
                if (more) {
                    submit(burst);
                }
            } catch (RuntimeException | Error e) {
                report(e);
            }
            burst.clear();
        }
    }

    private void submit(List<PendingEvent> burst) {
        for (PendingEvent entry : burst) {
            try {
                submit(entry);
            } catch (RuntimeException | Error e) {
                report(e);
            }
        }
        if (isPushed()) {
            transport.flush();
        } else if (isEmpty()) {
            LockSupport.parkNanos(NAP_NANOS);
        }
    }

    /** Events that this failure kept from the client time out at their deadlines. */
    private static void report(Throwable failure) {
        try {
            LOG.error("The thread that submits events to the client failed; it continues", failure);
        } catch (RuntimeException | Error e) {
            // out of memory: logging may fail too
        }
    }

    /** Waits for events and takes them; returns false when the sender is abandoned. */
    private synchronized boolean take(List<PendingEvent> burst) {
        while (!abandoned && queue.isEmpty() && pushAfter == 0) {
            try {
                idle = true;
                wait();
            } catch (InterruptedException e) {
                // only abandon() interrupts; the loop checks for it
            } finally {
                idle = false;
            }
        }
        for (PendingEvent entry = queue.poll(); entry != null; entry = burst.size() < BURST ? queue.poll() : null) {
            if (!entry.ended) {
                waiting.remove(entry);
                submitted.add(entry);
                inFlight++;
                burst.add(entry);
            }
            taken = entry.sequence;
        }
        return !abandoned;
    }

    /** Whether all events that a flush covers have been submitted; true once for each flush. */
    private synchronized boolean isPushed() {
        boolean pushed = pushAfter > 0 && taken >= pushAfter;
        if (pushed) {
            pushAfter = 0;
        }
        return pushed;
    }

    private synchronized boolean isEmpty() {
        return queue.isEmpty() && pushAfter == 0;
    }

    private void submit(PendingEvent entry) {
        Consumer<Outcome> settleOnce = outcome -> settle(entry, outcome);
        Outcome.Refused refusal = refusal(entry);
        if (refusal != null) {
            settleOnce.accept(refusal);
            return;
        }
        // Set before the close and the end of the event are checked: whoever fails the event for either reason, and
        // finds this unset, can be certain that the client will never receive it.
        entry.offered = true;
        if (abandoned) {
            settleOnce.accept(Outcome.fatal(Reason.CLOSED, "the publisher was closed"));
            return;
        }
        Message message = entry.messageUnlessEnded();
        if (message == null) {
            settleOnce.accept(notSubmitted());
            return;
        }
        try {
            transport.send(message, settleOnce);
        } catch (RuntimeException | Error thrown) {
            settleOnce.accept(failed(thrown, true));
        }
    }

    /** Returns why an event is not submitted, or null when there is still time and its destination accepts it. */
    private Outcome.@Nullable Refused refusal(PendingEvent entry) {
        long timeLeft = entry.deadline - delivery.runtime().nanoTime();
        if (timeLeft > 0) {
            long patience = timeLeft - Math.min(ANSWER_NANOS, timeLeft / ANSWER_SHARE);
            try {
                Outcome.Refused refusal = transport.refusal(entry.destination, Duration.ofNanos(patience));
                if (refusal != null || entry.deadline - delivery.runtime().nanoTime() > 0) {
                    return refusal;
                }
            } catch (RuntimeException | Error thrown) {
                return failed(thrown, false);
            }
        }
        return notSubmitted();
    }

    private static Outcome.Refused failed(Throwable thrown, boolean maybeStored) {
        return new Outcome.Refused(
                Reason.PROTOCOL, "the transport failed with " + thrown, false, maybeStored, null, thrown);
    }

    /** Queues the first outcome of an event for a thread that handles all queued outcomes together. */
    private void settle(PendingEvent entry, Outcome outcome) {
        boolean first;
        synchronized (settling) {
            if (entry.answered) {
                return;
            }
            first = settled.isEmpty();
            settled.add(new Settled(entry, outcome));
            entry.answered = true;
        }
        if (first) {
            delivery.settle(this::endSettled);
            if (abandoned) {
                // The threads of the publisher may be gone or blocked.
                endAnswered();
            }
        }
    }

    private void endSettled() {
        // Clients complete records in bursts; settle them together.
        Thread.yield();
        endAnswered();
    }

    /** Synchronized so that the outcomes of one batch are completed before the next is taken. */
    private synchronized void endAnswered() {
        List<Settled> answers = takeSettled();
        List<Completion> completions = new ArrayList<>(answers.size());
        long charge = 0;
        for (Settled answer : answers) {
            PendingEvent entry = answer.entry();
            inFlight--;
            if (!entry.ended) {
                completions.add(completion(entry, answer.outcome()));
                submitted.remove(entry);
                charge += entry.charge();
            } else if (!abandoned) {
                overdueBytes -= entry.charge();
                charge += entry.charge();
            }
        }
        delivery.budget().release(charge);
        delivery.complete(completions);
    }

    private List<Settled> takeSettled() {
        synchronized (settling) {
            List<Settled> taken = settled;
            settled = new ArrayList<>(taken.size());
            return taken;
        }
    }

    private Completion completion(PendingEvent entry, Outcome outcome) {
        if (outcome instanceof Outcome.Stored where) {
            return delivery.delivered(entry, where.partition(), where.position());
        }
        return failed(entry, (Outcome.Refused) outcome);
    }

    private void setDeadlineTimer() {
        if (deadlineTimerSet || (waiting.first() == null && submitted.first() == null)) {
            return;
        }
        long now = delivery.runtime().nanoTime();
        long delay = Math.min(timeLeft(waiting.first(), now), timeLeft(submitted.first(), now));
        delivery.runtime().schedule(Math.max(0, delay), this::deadlinePassed);
        deadlineTimerSet = true;
    }

    private static long timeLeft(@Nullable PendingEvent entry, long now) {
        return entry == null ? Long.MAX_VALUE : entry.deadline - now;
    }

    private synchronized void deadlinePassed() {
        deadlineTimerSet = false;
        long now = delivery.runtime().nanoTime();
        try {
            // Events with an outcome are not overdue.
            endAnswered();
            for (PendingEvent entry = waiting.pollExpired(now); entry != null; entry = waiting.pollExpired(now)) {
                fail(entry, notSubmitted());
            }
            for (PendingEvent entry = submitted.pollExpired(now); entry != null; entry = submitted.pollExpired(now)) {
                endOverdue(entry);
            }
        } finally {
            setDeadlineTimer();
        }
    }

    /**
     * Fails an event that the client has or is about to receive; its space stays occupied until the client settles it.
     */
    private void endOverdue(PendingEvent entry) {
        Outcome.Refused why = entry.offered ? overdue(entry) : notSubmitted();
        overdueBytes += entry.charge();
        delivery.complete(List.of(failed(entry, why)));
    }

    private Outcome.Refused overdue(PendingEvent entry) {
        Duration timeout = delivery.settings().deliveryTimeout();
        String reported = ask(() -> transport.overdue(entry.destination, timeout));
        String detail = reported == null
                ? "it was not acknowledged within " + timeout.toMillis() + " ms of its send"
                : reported;
        return new Outcome.Refused(Reason.TIMED_OUT, detail, false, true, null, null);
    }

    /** Returns what a transport reports, or null when it throws. */
    private static @Nullable String ask(Supplier<@Nullable String> question) {
        try {
            return question.get();
        } catch (RuntimeException | Error e) {
            report(e);
            return null;
        }
    }

    private Outcome.Refused notSubmitted() {
        String blockedBy = ask(transport::waitingFor);
        return Outcome.fatal(
                Reason.TIMED_OUT,
                "it could not be submitted to the client within "
                        + delivery.settings().deliveryTimeout().toMillis() + " ms of its send"
                        + (blockedBy == null ? "" : " because the previous one waited for " + blockedBy));
    }

    private void failAll(Deadlines entries) {
        for (PendingEvent entry = entries.first(); entry != null; entry = entries.first()) {
            entries.remove(entry);
            String detail = "the publisher was closed before it was acknowledged";
            fail(entry, new Outcome.Refused(Reason.CLOSED, detail, false, entry.offered, null, null));
        }
    }

    private void fail(PendingEvent entry, Outcome.Refused why) {
        delivery.budget().release(entry.charge());
        delivery.complete(List.of(failed(entry, why)));
    }

    private Completion failed(PendingEvent entry, Outcome.Refused why) {
        return delivery.failed(entry, why.reason(), why.detail(), why.maybeStored(), why.cause());
    }
}

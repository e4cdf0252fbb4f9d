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
 * Hands entries one by one to a client that does the rest, on a thread of its own since the client may block.
 * Thread-safe.
 */
final class RecordSender implements Sender {

    /** Entries taken from the queue under one lock. */
    private static final int BURST = 256;

    /**
     * How long the thread sleeps unwoken after it has emptied the queue: to be woken for each event would cost more than
     * to hand it over.
     */
    private static final long NAP_NANOS = 200_000;

    /** What a hand-over may not use of an event's time, at most, and as a share of it. */
    private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int ANSWER_SHARE = 4;

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final Delivery delivery;
    private final RecordTransport transport;
    private final int recordBytes;
    private final ArrayDeque<PendingEvent> queue = new ArrayDeque<>();
    private final Deadlines waiting = new Deadlines();
    private final Deadlines handedOver = new Deadlines();
    private final Thread thread;
    private final Object settling = new Object();
    private List<Settled> settled = new ArrayList<>();
    private long accepted;
    private long handed;
    private long pushAfter;
    private boolean idle;
    private int inFlight;
    private long overdueBytes;
    private boolean deadlineTimerSet;
    private volatile boolean abandoned;

    /** What the client said about an entry. */
    private record Settled(PendingEvent entry, Outcome outcome) {}

    RecordSender(Delivery delivery, RecordTransport transport, int recordBytes) {
        this.delivery = delivery;
        this.transport = transport;
        this.recordBytes = recordBytes;
        this.thread = new Thread(
                () -> delivery.ownThreads().run(this::handOver),
                "pinpipe-handover " + delivery.settings().name());
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
                : "it takes " + entry.bytes + " bytes, and a record may take " + recordBytes
                        + ": shorten it, or raise recordBytes if the far side allows it";
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
        PendingEvent handed = handedOver.first();
        long queuedAge = queued == null ? 0 : now - queued.sentAt;
        long handedAge = handed == null ? 0 : now - handed.sentAt;
        return now - Math.max(queuedAge, handedAge);
    }

    @Override
    public void abandon() {
        synchronized (this) {
            abandoned = true;
            failAll(waiting);
            failAll(handedOver);
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

    private void handOver() {
        List<PendingEvent> burst = new ArrayList<>(BURST);
        boolean more = true;
        while (more) {
            try {
                more = take(burst);
                if (more) {
                    handOver(burst);
                }
            } catch (RuntimeException | Error e) {
                report(e);
            }
            burst.clear();
        }
    }

    private void handOver(List<PendingEvent> burst) {
        for (PendingEvent entry : burst) {
            try {
                handOver(entry);
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

    /** Events that a failure kept from the client end at their deadlines. */
    private static void report(Throwable failure) {
        try {
            LOG.error("The thread that hands events to the client met a failure, and goes on", failure);
        } catch (RuntimeException | Error e) {
            // without memory there is no line either
        }
    }

    /** Waits for entries and takes them; false once nothing is left to do. */
    private synchronized boolean take(List<PendingEvent> burst) {
        while (!abandoned && queue.isEmpty() && pushAfter == 0) {
            try {
                idle = true;
                wait();
            } catch (InterruptedException e) {
                // only abandon() interrupts, and the loop sees it
            } finally {
                idle = false;
            }
        }
        for (PendingEvent entry = queue.poll(); entry != null; entry = burst.size() < BURST ? queue.poll() : null) {
            if (!entry.ended) {
                waiting.remove(entry);
                handedOver.add(entry);
                inFlight++;
                burst.add(entry);
            }
            handed = entry.sequence;
        }
        return !abandoned;
    }

    /** Whether all that a flush covers has been handed over; says so once. */
    private synchronized boolean isPushed() {
        boolean pushed = pushAfter > 0 && handed >= pushAfter;
        if (pushed) {
            pushAfter = 0;
        }
        return pushed;
    }

    private synchronized boolean isEmpty() {
        return queue.isEmpty() && pushAfter == 0;
    }

    private void handOver(PendingEvent entry) {
        Consumer<Outcome> settleOnce = outcome -> settle(entry, outcome);
        long timeLeft = entry.deadline - delivery.runtime().nanoTime();
        try {
            long patience = timeLeft - Math.min(ANSWER_NANOS, timeLeft / ANSWER_SHARE);
            Outcome.Refused refusal =
                    timeLeft <= 0 ? null : transport.refusal(entry.destination, Duration.ofNanos(patience));
            if (refusal != null) {
                settleOnce.accept(refusal);
                return;
            }
        } catch (RuntimeException | Error thrown) {
            settleOnce.accept(failed(thrown, false));
            return;
        }
        // Set before the close and the clock are looked at: whoever ends the event for either, and finds it not set,
        // can be certain that the client will never have it.
        entry.offered = true;
        if (abandoned) {
            settleOnce.accept(Outcome.fatal(Reason.CLOSED, "the publisher was closed"));
            return;
        }
        Message message = entry.messageUnlessEnded();
        if (message == null || entry.deadline - delivery.runtime().nanoTime() <= 0) {
            settleOnce.accept(notHandedOver());
            return;
        }
        try {
            transport.send(message, settleOnce);
        } catch (RuntimeException | Error thrown) {
            settleOnce.accept(failed(thrown, true));
        }
    }

    private static Outcome.Refused failed(Throwable thrown, boolean maybeStored) {
        return new Outcome.Refused(
                Reason.PROTOCOL, "the transport failed with " + thrown, false, maybeStored, null, thrown);
    }

    /** Leaves an answer, the first to an entry, to a thread that takes all that have come meanwhile at once. */
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
        }
    }

    private void endSettled() {
        // Whoever answers is probably in the midst of many answers, which are cheaper to take together.
        Thread.yield();
        endAnswered();
    }

    /** By one thread at a time, since what one has taken is to be completed before another takes more. */
    private synchronized void endAnswered() {
        List<Settled> answers = takeSettled();
        List<Completion> completions = new ArrayList<>(answers.size());
        long charge = 0;
        for (Settled answer : answers) {
            PendingEvent entry = answer.entry();
            inFlight--;
            if (!entry.ended) {
                completions.add(completion(entry, answer.outcome()));
                handedOver.remove(entry);
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
        if (deadlineTimerSet || (waiting.first() == null && handedOver.first() == null)) {
            return;
        }
        long now = delivery.runtime().nanoTime();
        long delay = Math.min(timeLeft(waiting.first(), now), timeLeft(handedOver.first(), now));
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
            // What has been answered is not overdue.
            endAnswered();
            for (PendingEvent entry = waiting.pollExpired(now); entry != null; entry = waiting.pollExpired(now)) {
                fail(entry, notHandedOver());
            }
            for (PendingEvent entry = handedOver.pollExpired(now); entry != null; entry = handedOver.pollExpired(now)) {
                endOverdue(entry);
            }
        } finally {
            setDeadlineTimer();
        }
    }

    /** Ends an entry that the client has or is about to get; its room stays taken until it is settled. */
    private void endOverdue(PendingEvent entry) {
        Outcome.Refused why = entry.offered ? overdue(entry) : notHandedOver();
        overdueBytes += entry.charge();
        delivery.complete(List.of(failed(entry, why)));
    }

    private Outcome.Refused overdue(PendingEvent entry) {
        Duration timeout = delivery.settings().deliveryTimeout();
        String said = ask(() -> transport.overdue(entry.destination, timeout));
        String detail =
                said == null ? "it was not acknowledged within " + timeout.toMillis() + " ms of its send" : said;
        return new Outcome.Refused(Reason.TIMED_OUT, detail, false, true, null, null);
    }

    /** What a transport says of itself, or null when it fails to. */
    private static @Nullable String ask(Supplier<@Nullable String> words) {
        try {
            return words.get();
        } catch (RuntimeException | Error e) {
            report(e);
            return null;
        }
    }

    private Outcome.Refused notHandedOver() {
        String blockedBy = ask(transport::waitingFor);
        return Outcome.fatal(
                Reason.TIMED_OUT,
                "it could not be handed to the client within "
                        + delivery.settings().deliveryTimeout().toMillis() + " ms of its send"
                        + (blockedBy == null ? "" : ", since the one before it waited for " + blockedBy));
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

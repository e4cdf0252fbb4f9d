package io.pinpipe.engine;

import io.pinpipe.spi.EngineRuntime;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;

/**
 * The bytes that events under way may take, and the number of callbacks that may wait; who finds no room waits in order
 * of arrival. Thread-safe.
 */
final class ByteBudget {

    /**
     * Room that must be free before those that wait go on, unless the event is larger; less in a small buffer. To wake a
     * thread costs more than to send an event, so that it should find room for many.
     */
    private static final int WAKE_BYTES = 256 * 1024;

    private static final int WAKE_SHARE = 16;

    enum Admission {
        ADMITTED,
        ADMITTED_AFTER_WAITING,
        FULL,
        CLOSED
    }

    private static final class Waiter {
        final long charge;
        final CompletableFuture<Admission> answer = new CompletableFuture<>();

        Waiter(long charge) {
            this.charge = charge;
        }
    }

    private final EngineRuntime runtime;
    private final long capacity;
    private final int callbackLimit;
    private final long wakeBytes;
    private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
    private long used;
    private int waitingCallbacks;
    private boolean closed;

    ByteBudget(EngineRuntime runtime, long capacity, int callbackLimit) {
        this.runtime = runtime;
        this.capacity = capacity;
        this.callbackLimit = callbackLimit;
        this.wakeBytes = Math.min(WAKE_BYTES, capacity / WAKE_SHARE);
    }

    /**
     * Takes room, waiting for it up to {@code maxWaitNanos}.
     *
     * @throws InterruptedException when the thread is interrupted while it waits; nothing is taken then
     */
    Admission acquire(long charge, long maxWaitNanos) throws InterruptedException {
        Waiter waiter;
        synchronized (this) {
            if (closed) {
                return Admission.CLOSED;
            }
            if (waiters.isEmpty() && hasRoom(charge, callbackLimit)) {
                used += charge;
                return Admission.ADMITTED;
            }
            if (maxWaitNanos <= 0) {
                return Admission.FULL;
            }
            waiter = new Waiter(charge);
            waiters.add(waiter);
        }
        Runnable cancelTimer = runtime.schedule(maxWaitNanos, () -> giveUp(waiter));
        try {
            runtime.await(waiter.answer);
            return waiter.answer.join();
        } catch (InterruptedException e) {
            giveUp(waiter);
            if (waiter.answer.join() == Admission.ADMITTED_AFTER_WAITING) {
                release(charge);
            }
            throw e;
        } finally {
            cancelTimer.run();
        }
    }

    synchronized void release(long charge) {
        used -= charge;
        admitWaiters();
    }

    synchronized void callbacksQueued(int count) {
        waitingCallbacks += count;
    }

    synchronized void callbackDone() {
        waitingCallbacks--;
        admitWaiters();
    }

    synchronized void close() {
        closed = true;
        for (Waiter waiter : waiters) {
            waiter.answer.complete(Admission.CLOSED);
        }
        waiters.clear();
    }

    synchronized long used() {
        return used;
    }

    private synchronized void giveUp(Waiter waiter) {
        if (waiters.remove(waiter)) {
            waiter.answer.complete(Admission.FULL);
            admitWaiters();
        }
    }

    private void admitWaiters() {
        Waiter first = waiters.peek();
        if (first == null || !hasRoom(Math.max(first.charge, wakeBytes), callbackLimit - callbackLimit / WAKE_SHARE)) {
            return;
        }
        for (; first != null && hasRoom(first.charge, callbackLimit); first = waiters.peek()) {
            used += first.charge;
            waiters.remove();
            first.answer.complete(Admission.ADMITTED_AFTER_WAITING);
        }
    }

    /** An event larger than the whole budget is let in alone, since it could never go otherwise. */
    private boolean hasRoom(long charge, int callbacks) {
        return waitingCallbacks < callbacks && (used + charge <= capacity || used == 0);
    }
}

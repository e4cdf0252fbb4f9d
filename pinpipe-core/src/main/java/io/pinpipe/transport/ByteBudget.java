package io.pinpipe.transport;

import io.pinpipe.internal.EngineRuntime;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;

/**
 * The bytes of events in flight and the number of pending callbacks, both bounded; acquirers wait in order of arrival.
 * Thread-safe.
 */
final class ByteBudget {

    /**
     * Space that must be free before waiting threads resume, unless the event is larger; less in a small buffer. Waking
     * a thread costs more than sending an event, so it should find room for many.
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

    /** Acquires space if it is available and no thread waits for it: never {@code ADMITTED_AFTER_WAITING}. */
    synchronized Admission acquireNow(long charge) {
        if (closed) {
            return Admission.CLOSED;
        }
        if (!waiters.isEmpty() || !hasRoom(charge, callbackLimit)) {
            return Admission.FULL;
        }
        used += charge;
        return Admission.ADMITTED;
    }

    /**
     * Acquires space, waiting up to {@code maxWaitNanos}.
     *
     * @throws InterruptedException when the thread is interrupted while it waits; nothing is acquired then
     */
    Admission acquire(long charge, long maxWaitNanos) throws InterruptedException {
        Waiter waiter;
        synchronized (this) {
            Admission atOnce = acquireNow(charge);
            if (atOnce != Admission.FULL || maxWaitNanos <= 0) {
                return atOnce;
            }
            waiter = new Waiter(charge);
            waiters.add(waiter);
        }
        try {
            if (!runtime.await(waiter.answer, maxWaitNanos)) {
                giveUp(waiter);
            }
            return waiter.answer.join();
        } catch (InterruptedException e) {
            giveUp(waiter);
            if (waiter.answer.join() == Admission.ADMITTED_AFTER_WAITING) {
                release(charge);
            }
            throw e;
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

    /** Completed events whose callbacks have not returned. */
    synchronized int waitingCallbacks() {
        return waitingCallbacks;
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
        // Space too small to wake another thread for is enough for one that is awake.
        admitWaiters(0, callbackLimit);
        if (waiters.remove(waiter)) {
            waiter.answer.complete(Admission.FULL);
            admitWaiters();
        }
    }

    private void admitWaiters() {
        admitWaiters(wakeBytes, callbackLimit - callbackLimit / WAKE_SHARE);
    }

    /** Admits every waiter that fits, if the given space is available for the first one. */
    private void admitWaiters(long bytes, int callbacks) {
        Waiter first = waiters.peek();
        if (first == null || !hasRoom(Math.max(first.charge, bytes), callbacks)) {
            return;
        }
        for (; first != null && hasRoom(first.charge, callbackLimit); first = waiters.peek()) {
            used += first.charge;
            waiters.remove();
            first.answer.complete(Admission.ADMITTED_AFTER_WAITING);
        }
    }

    /** An event larger than the whole budget is admitted alone, since it could never be sent otherwise. */
    private boolean hasRoom(long charge, int callbacks) {
        return waitingCallbacks < callbacks && (used + charge <= capacity || used == 0);
    }
}

package io.pinpipe.internal;

import io.pinpipe.SourceException;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A bounded buffer of items that a dedicated thread reads ahead, so that a run need not wait for the database. Limited
 * by number and by bytes. Whatever ends the reading early, including errors of the JVM, is thrown once all items read
 * before it were taken. Confined to one thread, except {@link #stop}.
 */
public final class ReadAhead<T> implements AutoCloseable {

    /** Maximum bytes read but not taken, give or take those of one item: {@value}. */
    public static final long MOST_BYTES = 8L << 20;

    private static final long JOIN_MILLIS = TimeUnit.SECONDS.toMillis(10);

    /** Reads the source, on the dedicated thread. */
    public interface Reader<T> {

        /** Adds items one by one, each after {@link #awaitRoom}; returning marks the end of the source. */
        void read(ReadAhead<T> ahead);
    }

    private record Held<T>(T item, long bytes) {}

    private final int mostItems;
    private final Thread thread;
    private final ArrayDeque<Held<T>> ready = new ArrayDeque<>();
    private Runnable onReady = () -> {};
    private long readyBytes;
    private boolean stopped;
    private boolean ended;
    private @Nullable Throwable failure;

    /**
     * Starts reading.
     *
     * @param name the name of the thread
     * @param mostItems maximum number of items read but not taken
     */
    public ReadAhead(String name, int mostItems, Reader<T> reader) {
        this.mostItems = mostItems;
        this.thread = new Thread(() -> run(reader), name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Sets what to call whenever an item or the end can be taken after none could; called now when one can. */
    public synchronized void onReady(Runnable action) {
        onReady = action;
        if (isReady()) {
            action.run();
        }
    }

    /** Whether {@link #poll} returns an item, or would after the last one. */
    public synchronized boolean isReady() {
        return !ready.isEmpty() || ended;
    }

    /**
     * Returns the next item, or null when none is ready or the source has ended.
     *
     * @throws SourceException when the source failed
     */
    public synchronized @Nullable T poll() {
        return take();
    }

    /**
     * Waits for the next item; returns null after the last one and after {@link #stop}.
     *
     * @throws SourceException when the source failed
     */
    public synchronized @Nullable T next() throws InterruptedException {
        while (ready.isEmpty() && !ended && !stopped) {
            wait();
        }
        return take();
    }

    /** Stops reading and wakes waiting threads; callable from any thread. */
    public synchronized void stop() {
        stopped = true;
        ready.clear();
        notifyAll();
    }

    /** Stops, and waits a bounded time for a query in progress. */
    @Override
    public void close() {
        stop();
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits for space; called by the reader. A full buffer accepts items again when half of it is free, so that the two
     * threads do not alternate for every item.
     *
     * @return false when the reader should stop
     */
    public synchronized boolean awaitRoom(int items) {
        if (ready.size() + items > mostItems || readyBytes >= MOST_BYTES) {
            while (!stopped && !isHalfFree()) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("the thread that reads ahead was interrupted", e);
                }
            }
        }
        return !stopped;
    }

    /** Adds an item of the given size; called by the reader. */
    public synchronized void add(T item, long bytes) {
        if (!stopped) {
            ready.add(new Held<>(item, bytes));
            readyBytes += bytes;
            if (ready.size() == 1) {
                notifyAll();
                onReady.run();
            }
        }
    }

    private @Nullable T take() {
        if (stopped) {
            return null;
        }
        Held<T> next = ready.poll();
        if (next == null) {
            throwFailure();
            return null;
        }
        boolean wasHalfFree = isHalfFree(ready.size() + 1, readyBytes);
        readyBytes -= next.bytes();
        if (!wasHalfFree && isHalfFree()) {
            notifyAll();
        }
        return next.item();
    }

    private boolean isHalfFree() {
        return isHalfFree(ready.size(), readyBytes);
    }

    private boolean isHalfFree(int items, long bytes) {
        return items <= mostItems / 2 && bytes <= MOST_BYTES / 2;
    }

    private void throwFailure() {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }

    private void run(Reader<T> reader) {
        Throwable thrown = null;
        try {
            reader.read(this);
        } catch (Throwable e) {
            // including undeclared exceptions: ending without them would look like the end of the source
            thrown = e;
        }
        end(thrown);
    }

    private synchronized void end(@Nullable Throwable thrown) {
        failure = thrown;
        ended = true;
        notifyAll();
        onReady.run();
    }
}

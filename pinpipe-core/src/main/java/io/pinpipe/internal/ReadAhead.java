package io.pinpipe.internal;

import io.pinpipe.SourceException;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Items that a thread of its own reads ahead, so that a run need not wait for the database. Bounded by number and by
 * bytes. Whatever ends the reading early, errors of the Java machine included, is thrown once all items that were read
 * before are taken. For use by one thread, but for {@link #stop}.
 */
public final class ReadAhead<T> implements AutoCloseable {

    /** Bytes that are read and not taken, give or take those of one item: {@value}. */
    public static final long MOST_BYTES = 8L << 20;

    private static final long JOIN_MILLIS = TimeUnit.SECONDS.toMillis(10);

    /** What the thread does. */
    public interface Reader<T> {

        /** Adds item after item, each after {@link #awaitRoom}; returning is the end of the source. */
        void read(ReadAhead<T> ahead);
    }

    private record Held<T>(T item, long bytes) {}

    private final int mostItems;
    private final Thread thread;
    private final ArrayDeque<Held<T>> ready = new ArrayDeque<>();
    private long readyBytes;
    private boolean stopped;
    private boolean ended;
    private @Nullable Throwable failure;

    /**
     * Begins to read.
     *
     * @param name the thread's
     * @param mostItems how many items may be read and not taken
     */
    public ReadAhead(String name, int mostItems, Reader<T> reader) {
        this.mostItems = mostItems;
        this.thread = new Thread(() -> run(reader), name);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * The next item, or null when none comes in time, and after the last one.
     *
     * @throws SourceException when the source failed
     */
    public synchronized @Nullable T poll(long nanos) throws InterruptedException {
        if (ready.isEmpty() && !ended && !stopped) {
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
        }
        return take();
    }

    /**
     * The next item, or null after the last one and after {@link #stop}; waits for it.
     *
     * @throws SourceException when the source failed
     */
    public synchronized @Nullable T next() throws InterruptedException {
        while (ready.isEmpty() && !ended && !stopped) {
            wait();
        }
        return take();
    }

    /** Whether the last item has been taken. */
    public synchronized boolean hasEnded() {
        return ended && ready.isEmpty();
    }

    /** Ends the reading and the waiting for it; from any thread. */
    public synchronized void stop() {
        stopped = true;
        ready.clear();
        notifyAll();
    }

    /** Stops, and waits for a query that is under way, but not for ever. */
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
     * Waits for room, for the reader. What was full has room again when half of it is free, so that the two threads do
     * not take turns for each item.
     *
     * @return false when the reading is to end
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

    /** Adds an item of so many bytes, for the reader. */
    public synchronized void add(T item, long bytes) {
        if (!stopped) {
            ready.add(new Held<>(item, bytes));
            readyBytes += bytes;
            if (ready.size() == 1) {
                notifyAll();
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
            // also what is not declared: an end without it would pass for the end of the source
            thrown = e;
        }
        end(thrown);
    }

    private synchronized void end(@Nullable Throwable thrown) {
        failure = thrown;
        ended = true;
        notifyAll();
    }
}

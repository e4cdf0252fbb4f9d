package io.pinpipe.transport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Counts events in flight by generation, so that a flush completes exactly when all events accepted before it have
 * completed. Thread-safe.
 */
final class FlushTracker {

    /** The events accepted between two flushes. */
    static final class Generation {
        private long open;
        private final List<CompletableFuture<Void>> flushes = new ArrayList<>(1);
    }

    private final ArrayDeque<Generation> generations = new ArrayDeque<>();
    private volatile boolean closed;
    private long open;

    FlushTracker() {
        generations.add(new Generation());
    }

    /** Registers an event, or returns null once the tracker is closed. */
    synchronized @Nullable Generation enter() {
        if (closed) {
            return null;
        }
        Generation newest = generations.getLast();
        newest.open++;
        open++;
        return newest;
    }

    /** Deregisters an event, after its future was completed. */
    void exit(Generation generation) {
        List<CompletableFuture<Void>> done = List.of();
        synchronized (this) {
            generation.open--;
            open--;
            if (generation.open == 0 && generation == generations.getFirst()) {
                done = endOldest();
            }
        }
        done.forEach(flush -> flush.complete(null));
    }

    /** Returns a future that completes when all currently registered events have been deregistered. */
    CompletableFuture<Void> flush() {
        CompletableFuture<Void> flush = new CompletableFuture<>();
        List<CompletableFuture<Void>> done;
        synchronized (this) {
            generations.getLast().flushes.add(flush);
            generations.add(new Generation());
            done = endOldest();
        }
        done.forEach(ended -> ended.complete(null));
        return flush;
    }

    /** Rejects further events. */
    synchronized void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    /** The number of registered events. */
    synchronized long open() {
        return open;
    }

    private List<CompletableFuture<Void>> endOldest() {
        List<CompletableFuture<Void>> done = new ArrayList<>();
        while (generations.size() > 1 && generations.getFirst().open == 0) {
            done.addAll(generations.removeFirst().flushes);
        }
        return done;
    }
}

package io.pinpipe.transport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Counts the events under way by generation, so that a flush completes exactly when all that were accepted before it
 * have ended. Thread-safe.
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

    /** Lets an event in, or returns null once the gate is closed. */
    synchronized @Nullable Generation enter() {
        if (closed) {
            return null;
        }
        Generation newest = generations.getLast();
        newest.open++;
        open++;
        return newest;
    }

    /** Lets an event out, after its future was completed. */
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

    /** A future that completes when all events that are in now are out. */
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

    /** Lets nothing in any more. */
    synchronized void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    /** Events that are in. */
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

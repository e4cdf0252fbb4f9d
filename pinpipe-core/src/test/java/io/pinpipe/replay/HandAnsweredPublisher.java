package io.pinpipe.replay;

import io.pinpipe.Kind;
import io.pinpipe.Message;
import io.pinpipe.PostEvent;
import io.pinpipe.PublishException;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import io.pinpipe.internal.NotingPublisher;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** A publisher that a test answers, in any order. Thread-safe. */
final class HandAnsweredPublisher implements Publisher {

    private record Open(PostEvent event, CompletableFuture<Receipt> future) {}

    private final Map<String, Open> open = new HashMap<>();
    private final CountDownLatch sent;
    private final CountDownLatch flushed = new CountDownLatch(1);

    /** Creates a publisher that expects the given number of events. */
    HandAnsweredPublisher(int events) {
        this.sent = new CountDownLatch(events);
    }

    void awaitSent() throws InterruptedException {
        sent.await();
    }

    /** Waits until the run waits for answers. */
    void awaitFlush() throws InterruptedException {
        flushed.await();
    }

    synchronized int waiting() {
        return open.size();
    }

    void acknowledge(long... indexes) {
        for (long index : indexes) {
            for (Kind kind : Kind.values()) {
                acknowledge(kind, index);
            }
        }
    }

    void acknowledge(Kind kind, long index) {
        take(kind, index).future().complete(NotingPublisher.STORED);
    }

    void fail(Kind kind, long index, Reason reason) {
        Open failing = take(kind, index);
        failing.future().completeExceptionally(new PublishException(reason, "no room there", 1, false, null, null));
    }

    private synchronized Open take(Kind kind, long index) {
        return Objects.requireNonNull(open.remove(kind + " " + index));
    }

    @Override
    public CompletableFuture<Receipt> send(Message message) {
        throw new UnsupportedOperationException("runs over posts send posts");
    }

    @Override
    public CompletableFuture<Receipt> send(PostEvent event) {
        CompletableFuture<Receipt> future = new CompletableFuture<>();
        synchronized (this) {
            open.put(event.kind() + " " + event.index(), new Open(event, future));
        }
        sent.countDown();
        return future;
    }

    @Override
    public CompletableFuture<Void> flush() {
        flushed.countDown();
        return new CompletableFuture<>();
    }

    @Override
    public void close() {}
}

package io.pinpipe.internal;

import io.pinpipe.Kind;
import io.pinpipe.Message;
import io.pinpipe.PostEvent;
import io.pinpipe.PublishException;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Records what is sent, and answers at the next flush, like a publisher with a long linger. */
public final class NotingPublisher implements Publisher {

    public static final Receipt STORED = new Receipt("somewhere", "0", "1", 1, false, Duration.ZERO);

    private final List<PostEvent> sent = new ArrayList<>();
    private final List<Runnable> unanswered = new ArrayList<>();
    private Function<PostEvent, @Nullable Reason> refusal = event -> null;
    private Consumer<PostEvent> onSend = event -> {};
    private Runnable onFlush = () -> {};
    private Receipt receipt = STORED;
    private int flushes;
    private boolean answeringAtOnce;
    private boolean maybeStored;

    /** Decides which events fail, and why; null for success. */
    public NotingPublisher refusing(Function<PostEvent, @Nullable Reason> refusal) {
        this.refusal = refusal;
        return this;
    }

    public NotingPublisher onSend(Consumer<PostEvent> onSend) {
        this.onSend = onSend;
        return this;
    }

    public NotingPublisher onFlush(Runnable onFlush) {
        this.onFlush = onFlush;
        return this;
    }

    public NotingPublisher receipt(Receipt receipt) {
        this.receipt = receipt;
        return this;
    }

    /** Makes failed events maybe stored. */
    public NotingPublisher maybeStored() {
        maybeStored = true;
        return this;
    }

    /** Answers each event as soon as it is sent. */
    public NotingPublisher answeringAtOnce() {
        answeringAtOnce = true;
        return this;
    }

    public List<PostEvent> sent() {
        return sent;
    }

    /** The indexes of the posts, one for each post. */
    public List<Long> indexes() {
        return sent.stream()
                .filter(event -> event.kind() == Kind.PIN)
                .map(PostEvent::index)
                .toList();
    }

    public int flushes() {
        return flushes;
    }

    @Override
    public CompletableFuture<Receipt> send(Message message) {
        throw new UnsupportedOperationException("runs over posts send posts");
    }

    @Override
    public CompletableFuture<Receipt> send(PostEvent event) {
        onSend.accept(event);
        sent.add(event);
        Reason reason = refusal.apply(event);
        CompletableFuture<Receipt> future = new CompletableFuture<>();
        if (reason == Reason.CLOSED) {
            future.completeExceptionally(failure(event, reason));
        } else if (reason != null) {
            unanswered.add(() -> future.completeExceptionally(failure(event, reason)));
        } else {
            unanswered.add(() -> future.complete(receipt));
        }
        if (answeringAtOnce) {
            answer();
        }
        return future;
    }

    @Override
    public CompletableFuture<Void> flush() {
        flushes++;
        onFlush.run();
        answer();
        return CompletableFuture.completedFuture(null);
    }

    private void answer() {
        unanswered.forEach(Runnable::run);
        unanswered.clear();
    }

    @Override
    public void close() {}

    private PublishException failure(PostEvent event, Reason reason) {
        return new PublishException(
                reason, event.kind().label() + " " + event.index() + " failed, " + reason, 1, maybeStored, null, null);
    }
}

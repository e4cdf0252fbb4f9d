package io.pinpipe.transport;

import io.pinpipe.Message;
import io.pinpipe.Receipt;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An accepted event that has not completed. Its mutable state is guarded by the sender's lock for its destination. */
final class PendingEvent {

    /**
     * Overhead charged beyond the bytes of the message: its objects, its future, this object and its places in queues.
     */
    static final int OVERHEAD_BYTES = 512;

    final String destination;
    final @Nullable String key;
    final long sentAt;
    final long deadline;
    final int bytes;
    final CompletableFuture<Receipt> future = new CompletableFuture<>();
    private @Nullable Message message;
    private final long charge;

    FlushTracker.@Nullable Generation generation;

    int attempts;
    boolean maybeStored;
    boolean inFlight;

    boolean credentialsRetried;

    /** The outcome is decided; the future completes with it. */
    boolean ended;

    /** Submitted to the client that batches by itself, or about to be. */
    volatile boolean offered;

    /** The client that batches by itself has reported the outcome. */
    boolean answered;

    Outcome.@Nullable Refused lastRefusal;

    /** Position in the order of acceptance within the destination. */
    long sequence;

    int requestBytes;

    @Nullable
    Lane lane;

    @Nullable
    PendingEvent nextInLane;

    @Nullable
    PendingEvent previousByDeadline;

    @Nullable
    PendingEvent nextByDeadline;

    boolean awaitsDeadline;

    PendingEvent(Message message, long sentAt, long deadline) {
        this.message = message;
        this.destination = message.destination();
        this.key = message.key();
        this.bytes = message.value().length;
        this.charge = (long) bytes + keyAndHeaderBytes(message) + OVERHEAD_BYTES;
        this.sentAt = sentAt;
        this.deadline = deadline;
    }

    /** The message, until it is acknowledged or moved to its failure. */
    Message message() {
        return Objects.requireNonNull(message);
    }

    /** The message, or null once the outcome is decided. */
    @Nullable
    Message messageUnlessEnded() {
        return message;
    }

    void refused(Outcome.Refused why) {
        lastRefusal = why;
        maybeStored |= why.maybeStored();
    }

    long charge() {
        return charge;
    }

    /** Drops the message; a request in flight and a failure hold their own references. */
    void releaseMessage() {
        message = null;
    }

    private static long keyAndHeaderBytes(Message message) {
        String key = message.key();
        long bytes = key == null ? 0 : key.length();
        for (Message.Header header : message.headers()) {
            bytes += header.name().length() + header.value().length;
        }
        return bytes;
    }
}

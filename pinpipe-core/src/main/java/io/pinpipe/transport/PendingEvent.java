package io.pinpipe.transport;

import io.pinpipe.Message;
import io.pinpipe.Receipt;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One accepted event on its way. Its mutable state is guarded by the carrier's lock for its destination. */
final class PendingEvent {

    /** Charged beyond the bytes of the message: its objects, its future, this object and its places in queues. */
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

    /** The outcome is decided, and the future has it or is about to. */
    boolean ended;

    /** Given to the client that batches by itself, or about to be. */
    volatile boolean offered;

    /** The client that batches by itself has said how it ended. */
    boolean answered;

    Outcome.@Nullable Refused lastRefusal;

    /** Place in the accepted order within the destination. */
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

    /** The message, until it is acknowledged or its failure has it. */
    Message message() {
        return Objects.requireNonNull(message);
    }

    /** The same, or null once its outcome is decided. */
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

    /** Drops the message; a request in flight and a failure have it on their own account. */
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

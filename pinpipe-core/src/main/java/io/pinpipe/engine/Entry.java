package io.pinpipe.engine;

import io.pinpipe.PostEvent;
import io.pinpipe.Receipt;
import io.pinpipe.spi.Message;
import io.pinpipe.spi.Outcome;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One accepted event on its way. Its mutable state is guarded by the carrier's lock for its destination. */
final class Entry implements Message {

    /** Charged beyond the encoded bytes: the event's object, its future, this object and its places in queues. */
    static final int OVERHEAD_BYTES = 512;

    private static final byte[] RELEASED = {};

    final PostEvent event;
    final String destination;
    final long sentAt;
    final long deadline;
    final int bytes;
    final CompletableFuture<Receipt> future = new CompletableFuture<>();
    private byte[] value;

    FlushGate.@Nullable Generation generation;

    int attempts;
    boolean maybeStored;
    boolean inFlight;

    /** A transport that was given up while it carried the value may read it at any time. */
    boolean valueShared;

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
    Entry nextInLane;

    @Nullable
    Entry previousByDeadline;

    @Nullable
    Entry nextByDeadline;

    boolean awaitsDeadline;

    Entry(PostEvent event, byte[] value, String destination, long sentAt, long deadline) {
        this.event = event;
        this.value = value;
        this.bytes = value.length;
        this.destination = destination;
        this.sentAt = sentAt;
        this.deadline = deadline;
    }

    @Override
    public PostEvent event() {
        return event;
    }

    @Override
    public byte[] value() {
        return value;
    }

    void refused(Outcome.Refused why) {
        lastRefusal = why;
        maybeStored |= why.maybeStored();
    }

    long charge() {
        return (long) bytes + OVERHEAD_BYTES;
    }

    /** Lets go of the bytes, unless a transport may still read them: the entry itself may wait long for its callback. */
    void releaseValue() {
        if (!valueShared) {
            value = RELEASED;
        }
    }
}

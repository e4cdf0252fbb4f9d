package io.pinpipe.transport;

import io.pinpipe.Reason;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The result of one message in one attempt. */
public sealed interface Outcome {

    /**
     * The service stored the message and named where.
     *
     * @param partition the partition or shard, or null when the service does not name one
     * @param position the offset or sequence number; null only from a Kafka broker that had already stored the record
     */
    record Stored(@Nullable String partition, @Nullable String position) implements Outcome {}

    /**
     * The message was not acknowledged.
     *
     * @param reason the reason
     * @param detail the host, its response and the remedy, in one sentence without its full stop; without secrets
     * @param retriable whether another attempt may succeed. With {@link Reason#TOO_LARGE} it means that the batch was
     *     too large, not the message: the engine resends it in smaller batches. With {@link Reason#UNAUTHENTICATED} the
     *     engine retries exactly once
     * @param maybeStored whether the service may have stored the message anyway
     * @param retryAfter the delay that the service asked for, or null
     * @param cause the exception of a library, or null
     */
    record Refused(
            Reason reason,
            String detail,
            boolean retriable,
            boolean maybeStored,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause)
            implements Outcome {

        /** Throws {@link NullPointerException} when reason or detail is null. */
        public Refused {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(detail, "detail");
        }
    }

    /**
     * Creates the outcome of a stored message.
     *
     * @param partition the partition or shard, or null
     * @param position the offset or sequence number
     * @return the outcome
     */
    static Outcome stored(@Nullable String partition, @Nullable String position) {
        return new Stored(partition, position);
    }

    /**
     * Creates the outcome of a message that was refused permanently and certainly not stored.
     *
     * @param reason the reason
     * @param detail the host, its response and the remedy
     * @return the outcome
     */
    static Refused fatal(Reason reason, String detail) {
        return new Refused(reason, detail, false, false, null, null);
    }

    /**
     * Creates the outcome of a message that was certainly not stored and may be retried.
     *
     * @param reason the reason
     * @param detail the host, its response and the remedy
     * @return the outcome
     */
    static Refused again(Reason reason, String detail) {
        return new Refused(reason, detail, true, false, null, null);
    }

    /**
     * Creates the outcome of an unanswered attempt: the message may be stored, and may be retried.
     *
     * @param detail the event, the host and the remedy
     * @param cause the exception of a library, or null
     * @return the outcome, with {@link Reason#UNAVAILABLE}
     */
    static Refused unanswered(String detail, @Nullable Throwable cause) {
        return new Refused(Reason.UNAVAILABLE, detail, true, true, null, cause);
    }

    /**
     * Creates the outcome of a message whose response cannot be trusted: it may be stored, and is not retried.
     *
     * @param detail how the response violates the protocol
     * @return the outcome, with {@link Reason#PROTOCOL}
     */
    static Refused protocol(String detail) {
        return new Refused(Reason.PROTOCOL, detail, false, true, null, null);
    }
}

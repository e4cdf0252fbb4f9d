package io.pinpipe.transport;

import io.pinpipe.Reason;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What became of one message in one attempt. */
public sealed interface Outcome {

    /**
     * The far side stored the message and named where.
     *
     * @param partition the partition or shard, or null where the far side names none
     * @param position the offset or sequence number; null only from a Kafka broker that already held the record
     */
    record Stored(@Nullable String partition, @Nullable String position) implements Outcome {}

    /**
     * The message was not acknowledged.
     *
     * @param reason why
     * @param detail the hop, what it said and what to do, in one sentence without its full stop; no secret
     * @param retriable whether another attempt may succeed. With {@link Reason#TOO_LARGE} it means that the batch was
     *     too large, not the message: the engine sends it again in smaller batches. With {@link Reason#UNAUTHENTICATED}
     *     the engine tries once more and no more
     * @param maybeStored whether the far side may hold the message all the same
     * @param retryAfter how long the far side asked to wait, or null
     * @param cause what a library threw, or null
     */
    record Refused(
            Reason reason,
            String detail,
            boolean retriable,
            boolean maybeStored,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause)
            implements Outcome {

        /** Refuses a null reason or detail with a {@link NullPointerException}. */
        public Refused {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(detail, "detail");
        }
    }

    /**
     * A message that was stored.
     *
     * @param partition the partition or shard, or null
     * @param position the offset or sequence number
     * @return the outcome
     */
    static Outcome stored(@Nullable String partition, @Nullable String position) {
        return new Stored(partition, position);
    }

    /**
     * A message that was refused for good and is certainly not stored.
     *
     * @param reason why
     * @param detail what was said by whom, and what to do
     * @return the outcome
     */
    static Refused fatal(Reason reason, String detail) {
        return new Refused(reason, detail, false, false, null, null);
    }

    /**
     * A message that is certainly not stored, and may be sent again.
     *
     * @param reason why
     * @param detail what was said by whom, and what to do
     * @return the outcome
     */
    static Refused again(Reason reason, String detail) {
        return new Refused(reason, detail, true, false, null, null);
    }

    /**
     * A message whose attempt went unanswered: it may be stored, and may be sent again.
     *
     * @param detail what happened where, and what to do
     * @param cause what a library threw, or null
     * @return the outcome, with {@link Reason#UNAVAILABLE}
     */
    static Refused unanswered(String detail, @Nullable Throwable cause) {
        return new Refused(Reason.UNAVAILABLE, detail, true, true, null, cause);
    }

    /**
     * A message about which the answer says nothing that can be believed: it may be stored, and is not sent again.
     *
     * @param detail what does not fit the protocol
     * @return the outcome, with {@link Reason#PROTOCOL}
     */
    static Refused protocol(String detail) {
        return new Refused(Reason.PROTOCOL, detail, false, true, null, null);
    }
}

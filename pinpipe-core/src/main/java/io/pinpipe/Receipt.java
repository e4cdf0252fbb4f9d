package io.pinpipe;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Proof that the far side stored an event: it named where.
 *
 * @param destination the topic or stream
 * @param partition the partition or shard, or null where the far side does not name one
 * @param position the offset or sequence number; null only for a Kafka acknowledgement of a record that the broker had
 *     already stored
 * @param attempts how many requests carried the event, from 1; 0 where the client library does not tell (Kafka)
 * @param maybeDuplicated true when an earlier attempt went unanswered, so that the event may be stored twice
 * @param elapsed time from {@code send} to the acknowledgement
 */
public record Receipt(
        String destination,
        @Nullable String partition,
        @Nullable String position,
        int attempts,
        boolean maybeDuplicated,
        Duration elapsed) {}

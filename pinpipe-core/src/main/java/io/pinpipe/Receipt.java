package io.pinpipe;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Confirms that the service stored an event, and where.
 *
 * @param destination the topic or stream
 * @param partition the partition or shard, or null when the service does not name one
 * @param position the offset or sequence number; null only when a Kafka broker acknowledged a record that it had
 *     already stored
 * @param attempts how many requests carried the event, from 1; 0 when the client library does not report it (Kafka)
 * @param maybeDuplicated true when an earlier attempt went unanswered, so the event may be stored twice
 * @param elapsed time from {@code send} to the acknowledgement
 */
public record Receipt(
        String destination,
        @Nullable String partition,
        @Nullable String position,
        int attempts,
        boolean maybeDuplicated,
        Duration elapsed) {}

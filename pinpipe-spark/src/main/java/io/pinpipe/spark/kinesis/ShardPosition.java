package io.pinpipe.spark.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/**
 * How far a shard has been read.
 *
 * @param kind how {@code value} identifies the position
 * @param value a sequence number, or a time in ISO-8601; empty for the other kinds
 * @param seenMillis a time such that everything that arrived before it has been read, in milliseconds since the epoch; 0
 *     if none is known
 */
record ShardPosition(Kind kind, String value, long seenMillis) implements Serializable {

    private static final long serialVersionUID = 1;

    private static final String SEEN = "seen";

    /** The ways to identify a position in a shard. */
    enum Kind {
        /** Before the oldest remaining record. */
        OLDEST,
        /** Before the first record that arrived at that time or later. */
        TIME,
        /** Before the record with that sequence number, which is known to exist. */
        AT,
        /** After the record with that sequence number, which has been read. */
        AFTER,
        /** After the last record of a closed shard. */
        ENDED;

        private String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static ShardPosition oldest(long seenMillis) {
        return new ShardPosition(Kind.OLDEST, "", seenMillis);
    }

    static ShardPosition time(Instant time, long seenMillis) {
        return new ShardPosition(Kind.TIME, time.toString(), seenMillis);
    }

    static ShardPosition at(String sequenceNumber, long seenMillis) {
        return new ShardPosition(Kind.AT, sequenceNumber, seenMillis);
    }

    static ShardPosition after(String sequenceNumber, long seenMillis) {
        return new ShardPosition(Kind.AFTER, sequenceNumber, seenMillis);
    }

    ShardPosition ended() {
        return new ShardPosition(Kind.ENDED, "", seenMillis);
    }

    ShardPosition seen(long millis) {
        return new ShardPosition(kind, value, Math.max(millis, seenMillis));
    }

    boolean isEnded() {
        return kind == Kind.ENDED;
    }

    /** Whether the position is that of a record. */
    boolean isSequenceNumber() {
        return kind == Kind.AT || kind == Kind.AFTER;
    }

    /** Whether it is the same position, whenever it was reached. */
    boolean isSamePlace(ShardPosition other) {
        return kind == other.kind && Objects.equals(value, other.value);
    }

    /** Writes {@code {"after":"49…","seen":17…}}. */
    void write(ObjectNode json) {
        json.put(kind.label(), value);
        if (seenMillis > 0) {
            json.put(SEEN, seenMillis);
        }
    }

    /**
     * Parses the output of {@link #write}.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static ShardPosition read(JsonNode json) {
        for (Kind kind : Kind.values()) {
            if (json.path(kind.label()).isTextual()) {
                return new ShardPosition(
                        kind, json.path(kind.label()).asText(), json.path(SEEN).asLong());
            }
        }
        throw new IllegalArgumentException("not a position in a shard: " + json);
    }
}

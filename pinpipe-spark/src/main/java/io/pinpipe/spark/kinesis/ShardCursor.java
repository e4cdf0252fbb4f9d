package io.pinpipe.spark.kinesis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * Reads one shard forward, and renews expired iterators.
 *
 * <p>A position after a record is opened at that record, which is then dropped: if another one is returned first, it has
 * been trimmed, and with it possibly records that were never read.
 *
 * <p>Not thread-safe.
 */
final class ShardCursor {

    /** The shortest retention period of a stream; a longer one is queried only when it matters. */
    private static final Duration RETENTION_MIN = Duration.ofHours(24);

    private static final int LIMIT_MAX = 10_000;

    private final KinesisClient kinesis;
    private final SourceOptions options;
    private final String shard;
    private ShardPosition position;
    private @Nullable String iterator;
    private boolean verified;

    /** How a page ends. */
    enum Tail {
        /** There may be more to read. */
        MORE,
        /** Nothing more had arrived. */
        TIP,
        /** Nothing more will ever arrive. */
        ENDED
    }

    /** The result of one request. */
    record Page(List<Record> records, Tail tail) {}

    ShardCursor(KinesisClient kinesis, SourceOptions options, String shard, ShardPosition position) {
        this.kinesis = kinesis;
        this.options = options;
        this.shard = shard;
        this.position = position;
    }

    /** A cursor after all that has arrived by now; {@code position} is the equivalent for readers without this cursor. */
    static ShardCursor latest(KinesisClient kinesis, SourceOptions options, String shard, ShardPosition position) {
        ShardCursor cursor = new ShardCursor(kinesis, options, shard, position);
        cursor.iterator = cursor.iterator(request -> request.shardIteratorType(ShardIteratorType.LATEST));
        cursor.verified = true;
        return cursor;
    }

    String shard() {
        return shard;
    }

    /** The position after the last record returned. */
    ShardPosition position() {
        return position;
    }

    /**
     * Makes one request.
     *
     * @param limit the maximum number of records to return
     * @throws IllegalStateException if records are gone, unless that is allowed
     */
    Page next(int limit) {
        if (position.isEnded()) {
            return new Page(List.of(), Tail.ENDED);
        }
        long now = System.currentTimeMillis();
        GetRecordsResponse response;
        try {
            response = request(limit);
        } catch (ResourceNotFoundException e) {
            DataLoss.report(
                    options, shard, "the shard was gone before it was read to its end (" + e.getMessage() + ")", e);
            position = position.ended();
            return new Page(List.of(), Tail.ENDED);
        }
        iterator = response.nextShardIterator();
        Tail tail = tail(response);
        List<Record> records = response.records();
        if (!verified && (!records.isEmpty() || tail != Tail.MORE)) {
            records = verify(records);
        }
        if (records.size() > limit) {
            records = records.subList(0, limit);
            iterator = null;
            tail = Tail.MORE;
        }
        if (!records.isEmpty()) {
            Record last = records.get(records.size() - 1);
            position = ShardPosition.after(last.sequenceNumber(), arrival(last)).seen(position.seenMillis());
            verified = iterator != null;
        }
        if (tail == Tail.TIP) {
            position = position.seen(now);
        } else if (tail == Tail.ENDED) {
            position = position.ended();
        }
        return new Page(records, tail);
    }

    /** When a record arrived, in milliseconds since the epoch; 0 if the service does not report it. */
    static long arrival(Record record) {
        Instant arrival = record.approximateArrivalTimestamp();
        return arrival == null ? 0 : arrival.toEpochMilli();
    }

    private static Tail tail(GetRecordsResponse response) {
        if (response.nextShardIterator() == null) {
            return Tail.ENDED;
        }
        Long behind = response.millisBehindLatest();
        return response.records().isEmpty() && (behind == null || behind == 0) ? Tail.TIP : Tail.MORE;
    }

    private GetRecordsResponse request(int limit) {
        try {
            return records(limit);
        } catch (ExpiredIteratorException e) {
            iterator = null;
            return records(limit);
        }
    }

    private GetRecordsResponse records(int limit) {
        if (iterator == null) {
            verified = position.seenMillis() == 0 && !position.isSequenceNumber();
            iterator = open();
        }
        String current = iterator;
        int withDropped = verified ? limit : Math.min(limit + 1, LIMIT_MAX);
        return kinesis.getRecords(request -> request.shardIterator(current).limit(withDropped));
    }

    private String open() {
        return switch (position.kind()) {
            case AT, AFTER -> openAtRecord();
            case TIME ->
                iterator(request -> request.shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                        .timestamp(Instant.parse(position.value())));
            case OLDEST, ENDED -> openAtOldest();
        };
    }

    private String openAtRecord() {
        try {
            return iterator(request -> request.shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                    .startingSequenceNumber(position.value()));
        } catch (InvalidArgumentException e) {
            DataLoss.report(
                    options,
                    shard,
                    "the stream no longer contains the sequence number " + position.value()
                            + ", to which the checkpoint had read: it is past the retention period, or the"
                            + " stream was deleted and re-created (" + e.getMessage() + ")",
                    e);
            verified = true;
            return openAtOldest();
        }
    }

    private String openAtOldest() {
        return iterator(request -> request.shardIteratorType(ShardIteratorType.TRIM_HORIZON));
    }

    private String iterator(Consumer<GetShardIteratorRequest.Builder> where) {
        return kinesis.getShardIterator(request -> {
                    request.streamName(options.stream()).shardId(shard);
                    where.accept(request);
                })
                .shardIterator();
    }

    /** Skips the record at which the shard was opened, and returns what follows. */
    private List<Record> verify(List<Record> records) {
        verified = true;
        boolean found = position.isSequenceNumber()
                && !records.isEmpty()
                && records.get(0).sequenceNumber().equals(position.value());
        if (found) {
            return position.kind() == ShardPosition.Kind.AFTER ? records.subList(1, records.size()) : records;
        }
        if (position.kind() == ShardPosition.Kind.AT) {
            DataLoss.report(
                    options,
                    shard,
                    "records from sequence number " + position.value()
                            + " on are past the retention period and were not read",
                    null);
        } else if (isPastRetention()) {
            DataLoss.report(
                    options,
                    shard,
                    "it was last read at " + Instant.ofEpochMilli(position.seenMillis())
                            + ", longer ago than the retention period: unread records may be gone",
                    null);
        }
        return records;
    }

    private boolean isPastRetention() {
        Duration ago = Duration.between(Instant.ofEpochMilli(position.seenMillis()), Instant.now());
        if (ago.compareTo(RETENTION_MIN) <= 0) {
            return false;
        }
        Integer hours = kinesis.describeStreamSummary(request -> request.streamName(options.stream()))
                .streamDescriptionSummary()
                .retentionPeriodHours();
        return hours == null || ago.compareTo(Duration.ofHours(hours)) > 0;
    }
}

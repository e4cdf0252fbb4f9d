package io.pinpipe.spark.kinesis;

import io.pinpipe.spark.kinesis.ReachedPositions.Reached;
import io.pinpipe.spark.kinesis.ShardCursor.Page;
import io.pinpipe.spark.kinesis.ShardCursor.Tail;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.model.Record;

/**
 * Reads a shard's part of a batch: to the record that an earlier read of the same part reached or, the first time, as far
 * as the part's limits and the shard allow, which is then recorded.
 *
 * <p>Not thread-safe.
 */
final class ShardPartitionReader implements PartitionReader<InternalRow> {

    private final SourceOptions options;
    private final ReachedPositions reached;
    private final ShardPartition part;
    private final ShardCursor cursor;
    private final UTF8String stream;
    private final UTF8String shard;
    private @Nullable Reached end;
    private Iterator<Record> page = Collections.emptyIterator();
    private @Nullable Record current;
    private long given;
    private boolean caughtUp;
    private boolean done;

    ShardPartitionReader(SourceOptions options, ReachedPositions reached, ShardPartition part) {
        this.options = options;
        this.reached = reached;
        this.part = part;
        this.cursor = new ShardCursor(KinesisClients.of(options), options, part.shard(), part.start());
        this.stream = UTF8String.fromString(options.stream());
        this.shard = UTF8String.fromString(part.shard());
        this.end = reached.find(part.batch(), part.shard()).orElse(null);
    }

    @Override
    public boolean next() {
        while (!page.hasNext()) {
            if (done || isAtEnd()) {
                finish();
                return false;
            }
            page = fetch().iterator();
        }
        current = page.next();
        given++;
        return true;
    }

    @Override
    public InternalRow get() {
        Record record = current;
        if (record == null) {
            throw new IllegalStateException("there is no record before next() has returned true");
        }
        Instant arrival = record.approximateArrivalTimestamp();
        return new GenericInternalRow(new @Nullable Object[] {
            UTF8String.fromString(record.partitionKey()),
            record.data().asByteArrayUnsafe(),
            stream,
            shard,
            UTF8String.fromString(record.sequenceNumber()),
            arrival == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, arrival)
        });
    }

    @Override
    public void close() {}

    private boolean isAtEnd() {
        Reached known = end;
        if (known == null) {
            return given >= part.records();
        }
        return cursor.position().isSamePlace(known.position())
                || !known.position().isEnded() && !known.position().isSequenceNumber();
    }

    private List<Record> fetch() {
        Reached known = end;
        int most = (int) Math.min(options.recordsPerRequest(), part.records() - given);
        Page next = cursor.next(known == null ? most : options.recordsPerRequest());
        if (known == null) {
            long arrived = next.records().stream()
                    .mapToLong(ShardCursor::arrival)
                    .max()
                    .orElse(0);
            caughtUp = next.tail() != Tail.MORE || part.untilMillis() > 0 && arrived >= part.untilMillis();
            done = caughtUp;
            return next.records();
        }
        return again(next, known.position());
    }

    /** The records of a page up to the one that was reached before. */
    private List<Record> again(Page next, ShardPosition target) {
        if (target.isEnded()) {
            return next.records();
        }
        List<Record> records = next.records();
        BigInteger last = new BigInteger(target.value());
        int count = (int) records.stream()
                .takeWhile(record -> new BigInteger(record.sequenceNumber()).compareTo(last) <= 0)
                .count();
        boolean found = count > 0 && records.get(count - 1).sequenceNumber().equals(target.value());
        done = found || count < records.size() || next.tail() != Tail.MORE;
        if (done && !found) {
            DataLoss.report(
                    options,
                    part.shard(),
                    "a batch that is run again had read to sequence number " + target.value()
                            + ", which the stream no longer contains",
                    null);
        }
        return records.subList(0, count);
    }

    private void finish() {
        done = true;
        if (end != null) {
            return;
        }
        Reached mine = new Reached(cursor.position(), caughtUp);
        Reached holds = reached.record(part.batch(), part.shard(), mine);
        if (!holds.position().isSamePlace(mine.position())) {
            throw new IllegalStateException("Another read of the same part of " + part.shard()
                    + " ended elsewhere: this one does not count, and the next will end there too");
        }
        end = holds;
    }
}

package io.pinpipe.spark.kinesis;

import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.connector.read.streaming.Offset;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;
import org.apache.spark.sql.connector.read.streaming.ReadMaxRows;
import org.apache.spark.sql.connector.read.streaming.SupportsTriggerAvailableNow;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** One run of a query over a stream, on Spark's driver. Used by one thread, the query's. */
final class KinesisMicroBatchStream implements MicroBatchStream, SupportsTriggerAvailableNow {

    private final SourceOptions options;
    private final String checkpointLocation;
    private final SerializableConfiguration hadoop;
    private final ReachedPositions reached;
    private final Parallel parallel;
    private final BatchPlanner planner;
    private final KinesisClient kinesis;
    private @Nullable QueryStart start;
    private @Nullable Long untilMillis;

    KinesisMicroBatchStream(SourceOptions options, String checkpointLocation, SerializableConfiguration hadoop) {
        this.options = options;
        this.checkpointLocation = checkpointLocation;
        this.hadoop = hadoop;
        this.reached = new ReachedPositions(checkpointLocation, hadoop);
        this.parallel = new Parallel(options.stream());
        this.kinesis = KinesisClients.of(options);
        this.planner = new BatchPlanner(kinesis, options, reached, parallel);
    }

    @Override
    public void prepareForTriggerAvailableNow() {
        untilMillis = System.currentTimeMillis();
    }

    @Override
    public ReadLimit getDefaultReadLimit() {
        Long limit = options.maxRecordsPerTrigger();
        return limit == null ? ReadLimit.allAvailable() : ReadLimit.maxRows(limit);
    }

    @Override
    public Offset initialOffset() {
        return start().offset();
    }

    @Override
    public Offset latestOffset() {
        throw new UnsupportedOperationException("latestOffset(Offset, ReadLimit) is called instead");
    }

    @Override
    public @Nullable Offset latestOffset(Offset from, ReadLimit limit) {
        start();
        StreamOffset last = (StreamOffset) from;
        long records = limit instanceof ReadMaxRows most ? most.maxRows() : StreamOffset.UNLIMITED;
        StreamOffset next = planner.next(last, records, untilMillis).orElse(last);
        // Null before the first batch, or Spark would run one for the start itself.
        return next.number() == 0 ? null : next;
    }

    @Override
    public @Nullable Offset reportLatestOffset() {
        return null; // unknown without reading
    }

    @Override
    public InputPartition[] planInputPartitions(Offset from, Offset to) {
        start();
        StreamOffset end = (StreamOffset) to;
        return end.reads().entrySet().stream()
                .map(read -> {
                    ShardPosition position = end.shards().get(read.getKey());
                    if (position == null) {
                        throw new IllegalStateException(
                                "The checkpoint's offset has no position for " + read.getKey() + ": " + end.json());
                    }
                    return new ShardPartition(
                            end.number(), read.getKey(), position, read.getValue(), end.untilMillis());
                })
                .toArray(InputPartition[]::new);
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new ShardReaderFactory(options, reached);
    }

    @Override
    public Offset deserializeOffset(String json) {
        return StreamOffset.parse(json);
    }

    @Override
    public void commit(Offset end) {
        reached.forgetBefore(((StreamOffset) end).number());
    }

    @Override
    public void stop() {
        parallel.close();
    }

    @Override
    public String toString() {
        return options.where();
    }

    private QueryStart start() {
        if (start == null) {
            start = QueryStart.of(kinesis, options, checkpointLocation, hadoop);
            planner.adopt(start.cursors());
        }
        return start;
    }
}

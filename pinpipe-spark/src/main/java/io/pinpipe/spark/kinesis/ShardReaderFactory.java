package io.pinpipe.spark.kinesis;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/** Opens parts of batches on Spark's executors. */
final class ShardReaderFactory implements PartitionReaderFactory {

    private static final long serialVersionUID = 1;

    private final SourceOptions options;
    private final ReachedPositions reached;

    ShardReaderFactory(SourceOptions options, ReachedPositions reached) {
        this.options = options;
        this.reached = reached;
    }

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        return new ShardPartitionReader(options, reached, (ShardPartition) partition);
    }
}

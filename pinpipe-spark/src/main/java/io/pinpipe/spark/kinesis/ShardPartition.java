package io.pinpipe.spark.kinesis;

import org.apache.spark.sql.connector.read.InputPartition;

/** A shard's part of a batch. */
record ShardPartition(long batch, String shard, ShardPosition start, long records, long untilMillis)
        implements InputPartition {

    private static final long serialVersionUID = 1;
}

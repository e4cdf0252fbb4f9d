package io.pinpipe.spark.kinesis;

import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * A Structured Streaming source that reads a Kinesis data stream in micro-batches.
 *
 * <pre>{@code
 * Dataset<Row> records = spark.readStream()
 *         .format("pinpipe-kinesis")
 *         .option("stream", "streaming-0a1d8948160f-pin")
 *         .option("region", "us-east-1")
 *         .load();
 * }</pre>
 *
 * <p>{@code docs/streaming.md} describes the options and offsets, and the behaviour on resharding, throttling and expired
 * records. Credentials come from the AWS SDK's default chain, never from an option.
 *
 * <p>Thread-safe.
 */
public final class KinesisSource implements TableProvider, DataSourceRegister {

    /** The name for {@code format}: {@value}. */
    public static final String FORMAT = "pinpipe-kinesis";

    /** Where a query without a checkpoint starts: {@value}, at the oldest record in the stream. */
    public static final String DEFAULT_STARTING_POSITION = "TRIM_HORIZON";

    /** How long to wait after a shard had no new records: {@value}. */
    public static final String DEFAULT_POLL_INTERVAL = "1s";

    /** How often a throttled or failed call is tried before the batch fails: {@value}. */
    public static final int DEFAULT_MAX_ATTEMPTS = 10;

    /** Maximum number of records per call: {@value}, the limit of Kinesis. */
    public static final int DEFAULT_RECORDS_PER_REQUEST = 10_000;

    private static final StructType SCHEMA = new StructType()
            .add("partitionKey", DataTypes.StringType, false)
            .add("data", DataTypes.BinaryType, false)
            .add("stream", DataTypes.StringType, false)
            .add("shardId", DataTypes.StringType, false)
            .add("sequenceNumber", DataTypes.StringType, false)
            .add("approximateArrivalTimestamp", DataTypes.TimestampType, true);

    /** For Spark, which finds this class by its {@linkplain #shortName() name}. */
    public KinesisSource() {}

    /**
     * Returns the columns of every Kinesis stream.
     *
     * @return {@code partitionKey}, {@code data} (bytes), {@code stream}, {@code shardId}, {@code sequenceNumber} and
     *     {@code approximateArrivalTimestamp}
     */
    public static StructType schema() {
        return SCHEMA;
    }

    @Override
    public String shortName() {
        return FORMAT;
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return SCHEMA;
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new KinesisTable(SourceOptions.of(properties));
    }
}

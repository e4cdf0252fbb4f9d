package io.pinpipe.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.pinpipe.Destinations;
import io.pinpipe.Kind;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Records as stored, from any source: their bytes and their positions. Nothing is decoded, so nothing is lost;
 * {@link CleanPosts} converts them to rows.
 *
 * <p>All methods are thread-safe.
 */
public final class RawRecords {

    /** The name of the column with a record's bytes: {@value}. Null for a record without a value. */
    static final String VALUE = "value";

    /**
     * The columns: {@code stream} (topic or stream), {@code partition} (partition or shard), {@code position} (offset or
     * sequence number; in a file the byte at which the line begins), {@code file} (path below the archive's root; null in
     * topics and streams), {@code value} (the record's bytes).
     */
    public static final StructType SCHEMA = new StructType()
            .add("stream", DataTypes.StringType)
            .add("partition", DataTypes.StringType)
            .add("position", DataTypes.StringType)
            .add("file", DataTypes.StringType)
            .add(VALUE, DataTypes.BinaryType);

    private RawRecords() {}

    /**
     * Returns the records of Spark's Kafka source, batch or streaming.
     *
     * @param kafka the dataset of {@code format("kafka")}
     * @return the records in the {@linkplain #SCHEMA columns} of this class
     */
    public static Dataset<Row> ofKafka(Dataset<Row> kafka) {
        return select(kafka, "topic", "partition", "offset", "value");
    }

    /**
     * Returns the records of a Kinesis source, batch or streaming, with the usual columns of such sources on Spark.
     *
     * @param kinesis rows with {@code data, stream, shardId, sequenceNumber}
     * @return the records in the {@linkplain #SCHEMA columns} of this class
     */
    public static Dataset<Row> ofKinesis(Dataset<Row> kinesis) {
        return select(kinesis, "stream", "shardId", "sequenceNumber", "data");
    }

    /**
     * Returns the records of one kind in an archive, of all partitions: the lines of
     * {@code <archive>/topics/<topic>/partition=<p>/*.json}, compressed ({@code .json.gz}) or not, whatever their number
     * per file.
     *
     * @param spark the session
     * @param archive the archive's root: a folder, or {@code s3a://bucket}
     * @param userId the prefix of the topics
     * @param kind the kind of the topic
     * @return the records in the {@linkplain #SCHEMA columns} of this class; empty if the archive does not contain the topic
     * @throws IllegalArgumentException if the user id makes no legal topic name
     * @throws java.io.UncheckedIOException if the archive cannot be listed
     */
    public static Dataset<Row> ofArchive(SparkSession spark, String archive, String userId, Kind kind) {
        return new Archive(spark, archive).records(Destinations.topics(userId).of(kind));
    }

    /**
     * Checks that an archive contains objects of a user.
     *
     * @param spark the session
     * @param archive the archive's root
     * @param userId the prefix of the topics
     * @throws IllegalArgumentException if it contains no object of any of the user's topics
     */
    public static void requireArchive(SparkSession spark, String archive, String userId) {
        Archive found = new Archive(spark, archive);
        List<String> topics = Destinations.topics(userId).all();
        if (topics.stream().noneMatch(found::holds)) {
            throw new IllegalArgumentException(archive + " contains no object of " + String.join(", ", topics)
                    + ": name the folder above 'topics', with objects named topics/<topic>/partition=<p>/<name>.json");
        }
    }

    private static Dataset<Row> select(
            Dataset<Row> rows, String stream, String partition, String position, String value) {
        return rows.select(
                col(stream).cast(DataTypes.StringType).as("stream"),
                col(partition).cast(DataTypes.StringType).as("partition"),
                col(position).cast(DataTypes.StringType).as("position"),
                lit(null).cast(DataTypes.StringType).as("file"),
                col(value).as(VALUE));
    }
}

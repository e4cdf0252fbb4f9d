package io.pinpipe.spark.archive;

import io.pinpipe.Destinations;
import io.pinpipe.spark.kafka.KafkaTopics;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.DataStreamReader;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Writes the topics of one user to objects like Kafka Connect's S3 sink does: {@code
 * topics/<topic>/partition=<p>/<topic>+<p>+<offset of the first record>.json}, one JSON document per line.
 *
 * <p>Every record of every partition is in one object, once, even if the process is killed and restarted: the next
 * records to archive are written to a checkpoint beside the objects before the first of them is written, so that
 * interrupted objects are written again under the same names. An object is never changed after that.
 *
 * <p>Immutable; each call is a separate run, and only one run at a time may write an archive.
 */
public final class TopicArchive {

    /** Default maximum number of records per object: {@value}. */
    public static final long DEFAULT_RECORDS_PER_OBJECT = 1_000;

    private final SparkSession spark;
    private final String servers;
    private final String userId;
    private final String root;
    private final @Nullable Long recordsPerObject;
    private final Map<String, String> kafkaProperties;

    private TopicArchive(Builder builder) {
        this.spark = builder.spark;
        this.servers = builder.servers;
        this.userId = builder.userId;
        this.root = builder.root;
        this.recordsPerObject = builder.recordsPerObject;
        this.kafkaProperties = Map.copyOf(builder.kafkaProperties);
    }

    /**
     * Returns a builder.
     *
     * @param spark the session that reads and writes
     * @param servers Kafka's brokers, such as {@code h1:9092,h2:9092}
     * @param userId the user of the topics {@code <userId>.pin}, {@code <userId>.geo} and {@code <userId>.user}
     * @param root the parent of {@code topics} and of the checkpoint: a folder, or an address such as {@code
     *     s3a://user-0a1d8948160f-bucket}
     * @return a builder
     */
    public static Builder builder(SparkSession spark, String servers, String userId, String root) {
        return new Builder(spark, servers, userId, root);
    }

    /**
     * Archives the records in the topics that are not archived yet, and returns.
     *
     * @return what was written
     * @throws IllegalArgumentException if Kafka, the topics or the root cannot be used, or the root contains an archive of
     *     something else or one without its checkpoint
     * @throws IllegalStateException if the run fails; what was written stays, and the next run continues
     */
    public ArchiveReport writeOnce() {
        Run run = new Run();
        await(run.start(Trigger.AvailableNow()));
        return run.report();
    }

    /**
     * Archives existing and new records until the query is stopped.
     *
     * @param every how often to write objects; each time at least one for every partition with new records
     * @return the running query
     * @throws IllegalArgumentException like {@link #writeOnce()}
     */
    public StreamingQuery start(Duration every) {
        return new Run().start(Trigger.ProcessingTime(every.toMillis()));
    }

    /**
     * Archives existing and new records until the process ends.
     *
     * @param every like {@link #start}
     * @throws IllegalArgumentException like {@link #writeOnce()}
     * @throws IllegalStateException like {@link #writeOnce()}
     */
    public void write(Duration every) {
        await(start(every));
    }

    /** The checkpoint's folder below the archive's root. */
    private String checkpoint() {
        return "_checkpoint/" + userId;
    }

    private static void await(StreamingQuery query) {
        try {
            query.awaitTermination();
        } catch (StreamingQueryException e) {
            throw new IllegalStateException("The archive could not be written: " + e.cause(), e);
        }
    }

    /** One query with its counts. */
    private final class Run {

        private final LongAccumulator records = spark.sparkContext().longAccumulator("archived records");
        private final LongAccumulator objects = spark.sparkContext().longAccumulator("archived objects");
        private final LongAccumulator wrapped = spark.sparkContext().longAccumulator("archived records without JSON");

        ArchiveReport report() {
            return new ArchiveReport(records.value(), objects.value(), wrapped.value());
        }

        StreamingQuery start(Trigger trigger) {
            Destinations topics = Destinations.topics(userId);
            KafkaTopics found = KafkaTopics.find(servers, kafkaProperties, topics.all());
            Configuration hadoop = spark.sessionState().newHadoopConf();
            ObjectStore store;
            ArchiveOrigin origin;
            try {
                store = ObjectStore.open(root, hadoop);
                store.requireFolder();
                origin = ArchiveOrigin.resume(store, checkpoint(), found, recordsPerObject);
            } catch (IOException e) {
                throw new IllegalArgumentException("The archive " + root + " cannot be used: " + e.getMessage(), e);
            }
            ObjectWriter writer = new ObjectWriter(
                    store.root(),
                    new SerializableConfiguration(hadoop),
                    origin.recordsPerObject(),
                    records,
                    objects,
                    wrapped);
            VoidFunction2<Dataset<Row>, Long> write = (batch, id) -> batch.foreachPartition(writer);
            try {
                return records(topics)
                        .writeStream()
                        .queryName("archive " + userId)
                        .option("checkpointLocation", store.root() + "/" + checkpoint())
                        .trigger(trigger)
                        .foreachBatch(write)
                        .start();
            } catch (TimeoutException e) {
                throw new IllegalStateException("The query did not start in time", e);
            }
        }

        private Dataset<Row> records(Destinations topics) {
            DataStreamReader reader = spark.readStream().format("kafka");
            kafkaProperties.forEach((name, value) -> reader.option("kafka." + name, value));
            return reader.option("kafka.bootstrap.servers", servers)
                    .option("subscribe", String.join(",", topics.all()))
                    .option("startingOffsets", "earliest")
                    .option("failOnDataLoss", true)
                    .load()
                    .select(Arrays.stream(ObjectWriter.COLUMNS)
                            .map(functions::col)
                            .toArray(Column[]::new));
        }
    }

    /** The settings of a {@link TopicArchive}. Not thread-safe. */
    public static final class Builder {

        private final SparkSession spark;
        private final String servers;
        private final String userId;
        private final String root;
        private final Map<String, String> kafkaProperties = new HashMap<>();
        private @Nullable Long recordsPerObject;

        private Builder(SparkSession spark, String servers, String userId, String root) {
            this.spark = spark;
            this.servers = servers;
            this.userId = userId;
            this.root = root;
        }

        /**
         * Maximum number of records per object. An object also ends where a run or a batch does. An archive keeps the number
         * that it was started with; another one is rejected.
         *
         * @param recordsPerObject from 1; by default the archive's own, or
         *     {@value TopicArchive#DEFAULT_RECORDS_PER_OBJECT}. An object is held in memory until it is written.
         * @return this builder
         */
        public Builder recordsPerObject(long recordsPerObject) {
            this.recordsPerObject = recordsPerObject;
            return this;
        }

        /**
         * Settings of the Kafka client, such as a login.
         *
         * @param properties Kafka's own properties; may contain secrets, which are not shown
         * @return this builder
         */
        public Builder kafkaProperties(Map<String, String> properties) {
            kafkaProperties.putAll(properties);
            return this;
        }

        /**
         * Builds the archive; nothing is read or written yet.
         *
         * @return the archive
         * @throws IllegalArgumentException if a setting is invalid
         */
        public TopicArchive build() {
            Destinations.topics(userId);
            if (recordsPerObject != null && recordsPerObject < 1) {
                throw new IllegalArgumentException("recordsPerObject must be at least 1, not " + recordsPerObject);
            }
            return new TopicArchive(this);
        }
    }
}

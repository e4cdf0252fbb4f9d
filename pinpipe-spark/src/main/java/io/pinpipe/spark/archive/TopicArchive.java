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
 * Writes the topics of one user to objects as Kafka Connect's S3 sink does: {@code
 * topics/<topic>/partition=<p>/<topic>+<p>+<offset of the first record>.json}, one JSON document a line.
 *
 * <p>Every record of every partition is in one object, once, also when the process is killed and started again: which
 * records are archived next is written to a checkpoint beside the objects before the first of them is written, so that
 * what was cut off is written again under the same names. An object is never changed after that.
 *
 * <p>Immutable; each call is a run of its own, and only one run at a time may write an archive.
 */
public final class TopicArchive {

    /** How many records an object has at most unless said otherwise: {@value}. */
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
     * Starts to describe an archive.
     *
     * @param spark the session that reads and writes
     * @param servers Kafka's brokers, such as {@code h1:9092,h2:9092}
     * @param userId whose topics: {@code <userId>.pin}, {@code <userId>.geo} and {@code <userId>.user}
     * @param root where {@code topics} and the checkpoint are: a folder, or an address such as {@code
     *     s3a://user-0a1d8948160f-bucket}
     * @return a builder
     */
    public static Builder builder(SparkSession spark, String servers, String userId, String root) {
        return new Builder(spark, servers, userId, root);
    }

    /**
     * Archives what the topics hold and is not archived yet, and returns.
     *
     * @return what was written
     * @throws IllegalArgumentException when Kafka, the topics or the place cannot be used, or the place holds an archive
     *     of something else or without its checkpoint
     * @throws IllegalStateException when the run fails on the way; what was written stays, and the next run goes on
     */
    public ArchiveReport writeOnce() {
        Run run = new Run();
        await(run.start(Trigger.AvailableNow()));
        return run.report();
    }

    /**
     * Archives what the topics hold and what comes, until the query is stopped.
     *
     * @param every how often to write objects; each time at least one for every partition that got records
     * @return the running query
     * @throws IllegalArgumentException as {@link #writeOnce()}
     */
    public StreamingQuery start(Duration every) {
        return new Run().start(Trigger.ProcessingTime(every.toMillis()));
    }

    /**
     * Archives what the topics hold and what comes, until the process ends.
     *
     * @param every as {@link #start}
     * @throws IllegalArgumentException as {@link #writeOnce()}
     * @throws IllegalStateException as {@link #writeOnce()}
     */
    public void write(Duration every) {
        await(start(every));
    }

    /** The folder of the checkpoint below the archive's root. */
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

    /** Describes an archive. Not thread-safe. */
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
         * How many records an object has at most. An object also ends where a run or a batch does. What an archive was
         * begun with stays; another number is refused.
         *
         * @param recordsPerObject from 1; what the archive has, or {@value TopicArchive#DEFAULT_RECORDS_PER_OBJECT}, by
         *     default. An object is held in memory until it is written.
         * @return this builder
         */
        public Builder recordsPerObject(long recordsPerObject) {
            this.recordsPerObject = recordsPerObject;
            return this;
        }

        /**
         * Settings of the Kafka client, such as a login.
         *
         * @param properties by Kafka's own names; may hold secrets, which are not shown
         * @return this builder
         */
        public Builder kafkaProperties(Map<String, String> properties) {
            kafkaProperties.putAll(properties);
            return this;
        }

        /**
         * Checks and describes; nothing is read or written yet.
         *
         * @return the archive
         * @throws IllegalArgumentException when a setting cannot be
         */
        public TopicArchive build() {
            Destinations.topics(userId);
            if (recordsPerObject != null && recordsPerObject < 1) {
                throw new IllegalArgumentException(
                        "an object has at least 1 record; " + recordsPerObject + " were asked for");
            }
            return new TopicArchive(this);
        }
    }
}

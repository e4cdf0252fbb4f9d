package io.pinpipe.spark.stream;

import io.pinpipe.Kind;
import io.pinpipe.clean.CleanGeo.CoordinateOrder;
import io.pinpipe.clean.PostCleaner;
import io.pinpipe.spark.CleanPosts;
import io.pinpipe.spark.CleanReport;
import io.pinpipe.spark.DeltaTables;
import io.pinpipe.spark.StreamCommit;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.storage.StorageLevel;

/**
 * Streams the three topics or Kinesis streams of one user to the user's clean tables, with the same cleaning and tables
 * as batches.
 *
 * <p>Each of the three has its own query and checkpoint, below {@code _checkpoint/<userId>} in the lake. Each record is in
 * its table or in quarantine once, even if the process is killed at any point and restarted: a repeated batch has the same
 * records, and a table takes no batch and no row twice.
 *
 * <pre>{@code
 * PostStreams.builder(spark, URI.create("kinesis://us-east-1"), "0a1d8948160f", "s3a://bucket/lake")
 *         .build()
 *         .runOnce();
 * }</pre>
 *
 * <p>Immutable; only one run at a time may write a user's checkpoints.
 */
public final class PostStreams {

    /** Default maximum number of records per batch of one stream: {@value}. */
    public static final long DEFAULT_RECORDS_PER_BATCH = 100_000;

    private static final long LOOK_MILLIS = 200;

    private final SparkSession spark;
    private final Feed feed;
    private final String userId;
    private final String lake;
    private final long recordsPerBatch;
    private final CoordinateOrder coordinateOrder;
    private final Consumer<CleanReport> onBatch;

    private PostStreams(Builder builder) {
        this.spark = builder.spark;
        this.feed = Feed.of(builder.from, builder.kafkaProperties);
        this.userId = builder.userId;
        this.lake = builder.lake;
        this.recordsPerBatch = builder.recordsPerBatch;
        this.coordinateOrder = builder.coordinateOrder;
        this.onBatch = builder.onBatch;
    }

    /**
     * Returns a builder.
     *
     * @param spark the session that reads and writes
     * @param from {@code kafka://h1:9092,h2:9092}, {@code kinesis://region} or {@code kinesis://region?endpoint=address}
     * @param userId the user of the topics or streams, and of the tables
     * @param lake the folder above the tables, such as {@code /data/lake} or {@code s3a://bucket/lake}
     * @return a builder
     */
    public static Builder builder(SparkSession spark, URI from, String userId, String lake) {
        return new Builder(spark, from, userId, lake);
    }

    /**
     * Reads what the topics or streams contain now, and returns.
     *
     * @throws IllegalArgumentException if the source cannot be used, a checkpoint belongs to another one, or a table in the
     *     lake has other columns; nothing is written then
     * @throws IllegalStateException if a stream fails; what was written stays, and the next run continues
     */
    public void runOnce() {
        await(start(Trigger.AvailableNow()));
    }

    /**
     * Starts reading existing and new records, until the queries are stopped.
     *
     * @param every how often to query for new records; zero for as often as the tables allow
     * @return the three running queries, in the order pin, geo, user. If one fails, the others continue
     * @throws IllegalArgumentException like {@link #runOnce()}
     */
    public List<StreamingQuery> start(Duration every) {
        return start(Trigger.ProcessingTime(every.toMillis()));
    }

    /**
     * Waits until all queries have ended; if one fails, the others are stopped.
     *
     * @param queries the result of {@link #start}
     * @throws IllegalStateException if one fails; what was written stays, and the next run continues
     */
    public static void await(List<StreamingQuery> queries) {
        try {
            List<StreamingQuery> running = new ArrayList<>(queries);
            while (!running.isEmpty()) {
                for (StreamingQuery query : List.copyOf(running)) {
                    if (query.awaitTermination(LOOK_MILLIS)) {
                        running.remove(query);
                    }
                }
            }
        } catch (StreamingQueryException e) {
            throw new IllegalStateException("A stream failed: " + e.cause().getMessage(), e);
        } finally {
            stop(queries);
        }
    }

    /**
     * Stops queries, if they run. Batches in progress are abandoned; the next run repeats them, with the same records.
     *
     * @param queries the result of {@link #start}
     * @throws IllegalStateException if one does not end in time
     */
    public static void stop(List<StreamingQuery> queries) {
        for (StreamingQuery query : queries) {
            try {
                query.stop();
            } catch (TimeoutException e) {
                throw new IllegalStateException("The stream " + query.name() + " did not end in time", e);
            }
        }
    }

    private List<StreamingQuery> start(Trigger trigger) {
        List<Kind> kinds = Arrays.asList(Kind.values());
        List<String> names = kinds.stream().map(feed.destinations(userId)::of).toList();
        Configuration hadoop = spark.sessionState().newHadoopConf();
        DeltaTables tables = DeltaTables.open(spark, lake, userId);
        tables.check();
        List<Origin> origins = feed.origins(names);
        List<StreamCheckpoint> checkpoints = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            Path folder =
                    new Path(lake, "_checkpoint/" + userId + "/" + kinds.get(i).label());
            checkpoints.add(StreamCheckpoint.resume(folder, origins.get(i), hadoop));
        }
        tables.create();
        List<StreamingQuery> queries = new ArrayList<>();
        try {
            for (int i = 0; i < kinds.size(); i++) {
                queries.add(start(kinds.get(i), names.get(i), checkpoints.get(i), tables, trigger));
            }
            return queries;
        } catch (TimeoutException e) {
            stop(queries);
            throw new IllegalStateException("A stream did not start in time", e);
        } catch (RuntimeException e) {
            stop(queries);
            throw e;
        }
    }

    private StreamingQuery start(
            Kind kind, String name, StreamCheckpoint checkpoint, DeltaTables tables, Trigger trigger)
            throws TimeoutException {
        CleanPosts clean = CleanPosts.of(kind).coordinateOrder(coordinateOrder);
        VoidFunction2<Dataset<Row>, Long> write = (batch, id) -> {
            // Read more than once, which would cost a source requests.
            batch.persist(StorageLevel.MEMORY_AND_DISK());
            try {
                onBatch.accept(clean.into(batch, tables, new StreamCommit(checkpoint.id(), id)));
            } finally {
                batch.unpersist();
            }
        };
        return feed.records(spark, name, recordsPerBatch)
                .writeStream()
                .queryName(name)
                .option("checkpointLocation", checkpoint.location())
                .trigger(trigger)
                .foreachBatch(write)
                .start();
    }

    /** The settings of {@link PostStreams}. Not thread-safe. */
    public static final class Builder {

        private final SparkSession spark;
        private final URI from;
        private final String userId;
        private final String lake;
        private final Map<String, String> kafkaProperties = new HashMap<>();
        private long recordsPerBatch = DEFAULT_RECORDS_PER_BATCH;
        private CoordinateOrder coordinateOrder = PostCleaner.DEFAULT_COORDINATE_ORDER;
        private Consumer<CleanReport> onBatch = report -> {};

        private Builder(SparkSession spark, URI from, String userId, String lake) {
            this.spark = Objects.requireNonNull(spark, "spark");
            this.from = Objects.requireNonNull(from, "from");
            this.userId = Objects.requireNonNull(userId, "userId");
            this.lake = Objects.requireNonNull(lake, "lake");
        }

        /**
         * Maximum number of records per batch of one stream. A batch is kept in memory and on disk while it is cleaned.
         *
         * @param recordsPerBatch from 1; {@value PostStreams#DEFAULT_RECORDS_PER_BATCH} by default
         * @return this builder
         */
        public Builder recordsPerBatch(long recordsPerBatch) {
            this.recordsPerBatch = recordsPerBatch;
            return this;
        }

        /**
         * The order of coordinates. All writers of a table need the same order.
         *
         * @param coordinateOrder {@link PostCleaner#DEFAULT_COORDINATE_ORDER} by default
         * @return this builder
         */
        public Builder coordinateOrder(CoordinateOrder coordinateOrder) {
            this.coordinateOrder = Objects.requireNonNull(coordinateOrder, "coordinateOrder");
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
         * Sets a listener for completed batches.
         *
         * @param onBatch called by the queries' threads, up to three at a time; exceptions from it fail the stream
         * @return this builder
         */
        public Builder onBatch(Consumer<CleanReport> onBatch) {
            this.onBatch = Objects.requireNonNull(onBatch, "onBatch");
            return this;
        }

        /**
         * Builds the streams; nothing is read or written yet.
         *
         * @return the streams
         * @throws IllegalArgumentException if a setting is invalid
         */
        public PostStreams build() {
            if (recordsPerBatch < 1) {
                throw new IllegalArgumentException("recordsPerBatch must be at least 1, not " + recordsPerBatch);
            }
            PostStreams streams = new PostStreams(this);
            streams.feed.destinations(userId);
            return streams;
        }
    }
}

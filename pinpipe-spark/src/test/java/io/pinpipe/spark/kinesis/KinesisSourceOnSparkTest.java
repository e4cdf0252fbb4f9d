package io.pinpipe.spark.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinpipe.spark.SharedSpark;
import io.pinpipe.testkit.servers.Kinesalite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedSpark.class)
final class KinesisSourceOnSparkTest {

    @AutoClose
    private static Kinesalite server;

    private static SparkSession spark;

    private final List<List<Row>> batches = new CopyOnWriteArrayList<>();

    @TempDir
    private Path checkpoint;

    @BeforeAll
    static void start(SparkSession shared) {
        server = KinesaliteStream.server();
        spark = shared;
    }

    @Test
    void rowsHaveTheColumnsOfTheServiceFilled() throws Exception {
        KinesaliteStream stream = new KinesaliteStream(server, 1);
        Instant before = Instant.now().minusSeconds(1);
        stream.put(7, 8);

        readAvailable(stream.options());

        assertThat(batches.get(0)).singleElement().satisfies(row -> {
            assertThat(row.schema().names())
                    .containsExactly(
                            "partitionKey",
                            "data",
                            "stream",
                            "shardId",
                            "sequenceNumber",
                            "approximateArrivalTimestamp");
            assertThat(row.getString(0)).isEqualTo("7");
            assertThat(data(row)).isEqualTo("7");
            assertThat(row.getString(2)).isEqualTo(stream.name());
            assertThat(row.getString(3)).isEqualTo(KinesaliteStream.shard(0));
            assertThat(row.getString(4)).matches("\\d+");
            assertThat(row.getTimestamp(5).toInstant()).isBetween(before, Instant.now());
        });
    }

    @Test
    void availableNowReadsAllWithinTheLimitAndTheNextRunOnlyWhatIsNew() throws Exception {
        KinesaliteStream stream = new KinesaliteStream(server, 3);
        List<String> put = new ArrayList<>(stream.put(0, 100));
        Map<String, String> options = stream.options("maxRecordsPerTrigger", "40");

        readAvailable(options);
        readAvailable(options);
        put.addAll(stream.put(100, 150));
        readAvailable(options);

        assertThat(batches).allSatisfy(batch -> assertThat(batch).hasSizeBetween(1, 40));
        assertThat(read()).containsExactlyInAnyOrderElementsOf(put);
    }

    @Test
    void aBatchThatFailsIsRunAgainWithTheSameRecords() throws Exception {
        KinesaliteStream stream = new KinesaliteStream(server, 2);
        List<String> put = stream.put(0, 100);
        List<String> failed = new CopyOnWriteArrayList<>();
        StreamingQuery query = query(stream.options(), (batch, id) -> {
                    batch.collectAsList().forEach(row -> failed.add(data(row)));
                    throw new IllegalStateException("meant to fail");
                })
                .trigger(Trigger.AvailableNow())
                .start();
        assertThatThrownBy(query::awaitTermination).hasMessageContaining("meant to fail");
        stream.put(100, 200);

        readAvailable(stream.options());

        assertThat(failed).containsExactlyInAnyOrderElementsOf(put);
        assertThat(batches.get(0).stream().map(KinesisSourceOnSparkTest::data)).containsExactlyElementsOf(failed);
        assertThat(read()).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void aQueryThatGoesOnReadsWhatArrives() throws Exception {
        KinesaliteStream stream = new KinesaliteStream(server, 2);
        List<String> put = new ArrayList<>();
        StreamingQuery query =
                query(stream.options("pollInterval", "50ms"), this::keep).start();
        try {
            for (int i = 0; i < 3; i++) {
                put.addAll(stream.put(i * 50, i * 50 + 50));
                Awaitility.await()
                        .atMost(Duration.ofMinutes(2))
                        .untilAsserted(() -> assertThat(read()).containsExactlyInAnyOrderElementsOf(put));
            }
        } finally {
            query.stop();
        }
    }

    @Test
    void itIsNoSourceForABatchQuery() {
        KinesaliteStream stream = new KinesaliteStream(server, 1);
        assertThatThrownBy(() -> spark.read()
                        .format(KinesisSource.FORMAT)
                        .options(stream.options())
                        .load()
                        .count())
                .hasMessageContaining(KinesisSource.FORMAT + " is not a valid");
    }

    @Test
    void wrongOptionsAreRefusedBeforeTheQueryStarts() {
        assertThatThrownBy(() -> spark.readStream()
                        .format(KinesisSource.FORMAT)
                        .option("streamName", "s")
                        .load())
                .hasMessageContaining("'streamName' is unknown");
    }

    private void readAvailable(Map<String, String> options) throws Exception {
        StreamingQuery query =
                query(options, this::keep).trigger(Trigger.AvailableNow()).start();
        query.awaitTermination();
    }

    private DataStreamWriter<Row> query(Map<String, String> options, VoidFunction2<Dataset<Row>, Long> sink) {
        return spark.readStream()
                .format(KinesisSource.FORMAT)
                .options(options)
                .load()
                .writeStream()
                .option("checkpointLocation", checkpoint.toString())
                .foreachBatch(sink);
    }

    private void keep(Dataset<Row> batch, Long id) {
        batches.add(batch.collectAsList());
    }

    private List<String> read() {
        return batches.stream()
                .flatMap(List::stream)
                .map(KinesisSourceOnSparkTest::data)
                .toList();
    }

    private static String data(Row row) {
        return new String(row.<byte[]>getAs("data"), StandardCharsets.UTF_8);
    }
}

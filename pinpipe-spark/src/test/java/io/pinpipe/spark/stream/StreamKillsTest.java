package io.pinpipe.spark.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Kind;
import io.pinpipe.spark.DeltaTables;
import io.pinpipe.spark.Servers;
import io.pinpipe.spark.SharedSpark;
import io.pinpipe.testkit.servers.KafkaProcess;
import io.pinpipe.testkit.servers.Kinesalite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.sql.SparkSession;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The command is killed repeatedly while records arrive, with both sources at once, to save starts of Spark. */
@Tag("scale")
@ExtendWith(SharedSpark.class)
final class StreamKillsTest {

    private static final int KILLS = 5;
    private static final int RECORDS = 25;
    private static final int MILLIS_MAX = 4_000;
    private static final int SIGTERM_CODE = 143;
    private static final Duration WITHIN = Duration.ofMinutes(5);

    private final Random random = new Random();

    @TempDir
    private Path folder;

    @Test
    void noRowIsLostOrDoubledByKillAfterKillAndAStop(SparkSession shared) throws Exception {
        SparkSession spark = shared.newSession();
        spark.conf().set("spark.sql.shuffle.partitions", 1);
        try (KafkaProcess kafka = Servers.kafka();
                Kinesalite kinesis = Servers.kinesalite();
                TestFeed topics = new KafkaTestFeed(kafka, "u");
                TestFeed streams = new KinesisTestFeed(kinesis, "u")) {
            List<TestFeed> feeds = List.of(topics, streams);
            AtomicLong sent = new AtomicLong();
            send(feeds, sent);
            for (int run = 0; run <= KILLS; run++) {
                try (StreamProcess process = start(feeds)) {
                    awaitBatch(process, feeds);
                    send(feeds, sent);
                    if (run < KILLS) {
                        process.killIn(random.nextInt(MILLIS_MAX));
                    } else {
                        assertThat(process.terminate())
                                .as("the exit code of SIGTERM")
                                .isEqualTo(SIGTERM_CODE);
                    }
                }
                send(feeds, sent);
            }
            for (TestFeed feed : feeds) {
                assertAllOnce(spark, feed, sent.get());
            }
        }
    }

    /** Waits until this run has planned or done a batch; after that, any moment will do. */
    private void awaitBatch(StreamProcess process, List<TestFeed> feeds) {
        int before = noted(feeds);
        Awaitility.await().atMost(WITHIN).pollInterval(Duration.ofMillis(20)).until(() -> {
            assertThat(process.isAlive()).as("see process.log in " + folder).isTrue();
            return noted(feeds) > before;
        });
    }

    private int noted(List<TestFeed> feeds) {
        return feeds.stream().mapToInt(feed -> noted(lake(feed))).sum();
    }

    private void assertAllOnce(SparkSession spark, TestFeed feed, long sent) {
        String lake = lake(feed).toString();
        PostStreams once = PostStreams.builder(spark, feed.address(), "u", lake).build();
        once.runOnce();
        Map<String, Long> counts = LakeCounts.of(spark, lake(feed), "u");
        assertThat(counts).as(feed.toString()).isEqualTo(expected(sent));
        for (Kind kind : Kind.values()) {
            assertThat(DeltaTables.open(spark, lake, "u")
                            .table(kind)
                            .select("ind")
                            .distinct()
                            .count())
                    .isEqualTo(sent);
        }
        once.runOnce();
        assertThat(LakeCounts.of(spark, lake(feed), "u")).isEqualTo(counts);
    }

    private Path lake(TestFeed feed) {
        return folder.resolve(feed.toString());
    }

    /** Sends posts, the first of them twice, and a record that is not a post. */
    private static void send(List<TestFeed> feeds, AtomicLong sent) {
        long from = sent.getAndAdd(RECORDS);
        for (TestFeed feed : feeds) {
            for (Kind kind : Kind.values()) {
                feed.send(kind, TestPosts.records(kind, from, from + RECORDS));
                feed.send(kind, List.of(TestPosts.record(kind, from), new byte[] {'"', '"'}));
            }
        }
    }

    private static Map<String, Long> expected(long sent) {
        long empty = sent / RECORDS;
        return Map.of(
                "u_pin_table", sent,
                "u_pin_quarantine empty", empty,
                "u_geo_table", sent,
                "u_geo_quarantine empty", empty,
                "u_user_table", sent,
                "u_user_quarantine empty", empty);
    }

    private StreamProcess start(List<TestFeed> feeds) throws IOException {
        return new StreamProcess(
                folder.resolve("process.log"),
                feeds.stream()
                        .map(feed -> List.of(
                                "stream",
                                "--from",
                                feed.address().toString(),
                                "--user-id",
                                "u",
                                "--out",
                                lake(feed).toString(),
                                "--every",
                                "0",
                                "--records-per-batch",
                                "20"))
                        .toList());
    }

    /** The number of batches planned or done, by the checkpoints. */
    private static int noted(Path lake) {
        int noted = 0;
        for (Kind kind : Kind.values()) {
            for (String log : List.of("offsets", "commits")) {
                String[] batches = lake.resolve("_checkpoint/u")
                        .resolve(kind.label())
                        .resolve(log)
                        .toFile()
                        .list((folder, name) -> !name.startsWith("."));
                noted += batches == null ? 0 : batches.length;
            }
        }
        return noted;
    }
}

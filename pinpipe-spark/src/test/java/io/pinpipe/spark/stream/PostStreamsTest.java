package io.pinpipe.spark.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinpipe.Kind;
import io.pinpipe.spark.CleanReport;
import io.pinpipe.spark.DeltaTables;
import io.pinpipe.spark.Servers;
import io.pinpipe.spark.SharedSpark;
import io.pinpipe.testkit.servers.KafkaProcess;
import io.pinpipe.testkit.servers.Kinesalite;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedSpark.class)
final class PostStreamsTest {

    private static KafkaProcess kafka;
    private static Kinesalite kinesis;
    private static SparkSession spark;

    @TempDir
    private Path lake;

    @BeforeAll
    static void start(SparkSession shared) {
        spark = shared.newSession();
        spark.conf().set("spark.sql.shuffle.partitions", 1);
        kafka = Servers.kafka();
        kinesis = Servers.kinesalite();
    }

    @AfterAll
    static void stop() {
        kafka.close();
        if (kinesis != null) {
            kinesis.close();
        }
    }

    @Test
    void everyRecordOfATopicIsARowOrInQuarantine() {
        try (TestFeed feed = new KafkaTestFeed(kafka, "whole")) {
            everyRecordIsARowOrInQuarantine(feed, "whole");
        }
    }

    @Test
    void everyRecordOfAStreamIsARowOrInQuarantine() {
        try (TestFeed feed = new KinesisTestFeed(kinesis, "whole")) {
            everyRecordIsARowOrInQuarantine(feed, "whole");
        }
    }

    @Tag("scale")
    @Test
    void aBatchThatWasWrittenButNotNotedChangesNothingWhenItIsRunAgain() throws IOException {
        try (TestFeed feed = new KinesisTestFeed(kinesis, "again")) {
            feed.send(Kind.PIN, TestPosts.records(Kind.PIN, 0, 20));
            feed.send(Kind.PIN, List.of(new byte[0], TestPosts.record(Kind.USER, 5)));
            streams(feed, "again").build().runOnce();
            Map<String, Long> before = counts("again");
            assertThat(before).containsEntry("again_pin_table", 20L).containsEntry("again_user_table", 1L);
            Path commit = lake.resolve("_checkpoint/again/pin/commits/0");
            Files.delete(commit);
            Files.delete(commit.resolveSibling(".0.crc"));
            feed.send(Kind.PIN, TestPosts.records(Kind.PIN, 20, 30));

            List<CleanReport> reports = new CopyOnWriteArrayList<>();
            streams(feed, "again").onBatch(reports::add).build().runOnce();

            assertThat(reports).hasSize(2);
            before.put("again_pin_table", 30L);
            assertThat(counts("again")).isEqualTo(before);
        }
    }

    @Test
    void theCheckpointOfAnotherSourceIsRefused() {
        String pins = lake.resolve("_checkpoint/other/pin").toUri().toString();
        Origin topic = new Origin("the Kafka cluster c", "other.pin", "t");
        StreamCheckpoint.resume(new org.apache.hadoop.fs.Path(pins), topic, new Configuration(false));

        URI region = URI.create("kinesis://us-east-1?endpoint=" + kinesis.endpoint());
        assertThatThrownBy(() -> streams(region, "other").build().runOnce())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("other.pin", "streaming-other-pin", "another lake");
    }

    @Test
    void topicsAndStreamsThatAreMissingAreNamed() {
        URI brokers = URI.create("kafka://" + kafka.bootstrapServers());
        assertThatThrownBy(() -> streams(brokers, "nobody").build().runOnce())
                .hasMessageContaining("nobody.pin, nobody.geo, nobody.user");
        URI region = URI.create("kinesis://us-east-1?endpoint=" + kinesis.endpoint());
        assertThatThrownBy(() -> streams(region, "nobody2").build().runOnce())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("streaming-nobody2-", "does not exist");
    }

    @Test
    void anAddressOfNeitherIsRefusedWithoutBeingShown() {
        for (String address : List.of("amqp://me:hunter2@h", "kafka://me:hunter2@h:1", "kinesis://me:hunter2@r")) {
            assertThatThrownBy(() -> streams(URI.create(address), "u").build())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("://")
                    .hasMessageNotContaining("hunter2");
        }
    }

    private void everyRecordIsARowOrInQuarantine(TestFeed feed, String userId) {
        byte[] pin = TestPosts.record(Kind.PIN, 1);
        feed.send(
                Kind.PIN,
                List.of(
                        pin,
                        pin,
                        wrapped("{\"value\":", TestPosts.record(Kind.PIN, 2), "}"),
                        wrapped("[{\"value\":", TestPosts.record(Kind.PIN, 3), "}]"),
                        Base64.getEncoder().encode(TestPosts.record(Kind.PIN, 4)),
                        Base64.getEncoder().encode(Base64.getEncoder().encode(TestPosts.record(Kind.PIN, 5))),
                        TestPosts.record(Kind.USER, 6),
                        "no json".getBytes(StandardCharsets.UTF_8)));
        feed.send(Kind.GEO, Collections.nCopies(300, "\"\"".getBytes(StandardCharsets.UTF_8)));
        feed.send(Kind.GEO, TestPosts.records(Kind.GEO, 0, 10));
        feed.send(Kind.USER, TestPosts.records(Kind.USER, 0, 3));

        streams(feed, userId).build().runOnce();

        assertThat(counts(userId))
                .isEqualTo(Map.of(
                        userId + "_pin_table", 5L,
                        userId + "_pin_quarantine wrong-kind", 1L,
                        userId + "_pin_quarantine not-json", 1L,
                        userId + "_geo_table", 10L,
                        userId + "_geo_quarantine empty", 300L,
                        userId + "_user_table", 4L));
        assertThat(DeltaTables.open(spark, lake.toString(), userId)
                        .table(Kind.PIN)
                        .where("unique_id IS NULL OR title IS NULL")
                        .count())
                .isZero();
    }

    private static byte[] wrapped(String before, byte[] json, String after) {
        return (before + new String(json, StandardCharsets.UTF_8) + after).getBytes(StandardCharsets.UTF_8);
    }

    private PostStreams.Builder streams(TestFeed feed, String userId) {
        return streams(feed.address(), userId);
    }

    private PostStreams.Builder streams(URI address, String userId) {
        return PostStreams.builder(spark, address, userId, lake.toString());
    }

    private Map<String, Long> counts(String userId) {
        return LakeCounts.of(spark, lake, userId);
    }
}

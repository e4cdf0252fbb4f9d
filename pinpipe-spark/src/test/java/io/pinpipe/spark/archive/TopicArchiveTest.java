package io.pinpipe.spark.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pinpipe.spark.CommandRun;
import io.pinpipe.spark.Servers;
import io.pinpipe.spark.SharedSpark;
import io.pinpipe.spark.SmallDisk;
import io.pinpipe.testkit.s3.S3ProxyProcess;
import io.pinpipe.testkit.servers.KafkaProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedSpark.class)
final class TopicArchiveTest {

    @AutoClose
    private static KafkaProcess kafka;

    private static SparkSession spark;

    @TempDir
    private Path root;

    @BeforeAll
    static void start(SparkSession shared) {
        kafka = Servers.kafka();
        spark = shared;
    }

    @Test
    void everyRecordOfEveryPartitionIsInOneObjectByItsOffset() {
        TestTopics topics = new TestTopics(kafka, "all").fill(0, 250);
        ArchiveReport report = archive("all").recordsPerObject(100).build().writeOnce();
        topics.assertEqual(ArchivedObjects.in(root));
        assertThat(report).isEqualTo(new ArchiveReport(1_500, 18, 0));
    }

    @Test
    void aLaterRunGoesOnWhereTheLastOneEndedAndChangesNoObject() {
        TestTopics topics = new TestTopics(kafka, "twice").fill(0, 150);
        archive("twice").recordsPerObject(100).build().writeOnce();
        ArchivedObjects first = ArchivedObjects.in(root);
        topics.fill(150, 320);
        archive("twice").build().writeOnce();
        assertThat(archive("twice").build().writeOnce()).as("nothing new").isEqualTo(new ArchiveReport(0, 0, 0));
        ArchivedObjects second = ArchivedObjects.in(root);
        topics.assertEqual(second);
        assertThat(second.byKey()).containsAllEntriesOf(first.byKey());
        assertThat(second.byKey().keySet())
                .filteredOn(key -> key.startsWith("topics/twice.geo/partition=1/"))
                .extracting(key -> key.substring(key.lastIndexOf('+') + 1))
                .containsExactly(
                        "0000000000.json", "0000000100.json", "0000000150.json", "0000000200.json", "0000000300.json");
    }

    @Tag("scale")
    @Test
    void afterAKillInTheMiddleEveryOffsetIsThereOnce() throws Exception {
        TestTopics topics = new TestTopics(kafka, "killed").fill(0, 600);
        try (ArchiveProcess process = ArchiveProcess.start(kafka.bootstrapServers(), "killed", root, 3)) {
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> ArchivedObjects.countIn(root) > 20);
            assertThat(process.kill()).as("killed while running").isTrue();
        }
        assertThat(ArchivedObjects.in(root).byKey()).hasSizeLessThan(6 * 200);
        topics.fill(600, 700);
        archive("killed").build().writeOnce();
        topics.assertEqual(ArchivedObjects.in(root));
    }

    @Test
    void goesOnUntilItIsStoppedWhenNotAskedToRunOnce() throws Exception {
        TestTopics topics = new TestTopics(kafka, "on").fill(0, 10);
        StreamingQuery query = archive("on").build().start(Duration.ofMillis(200));
        try {
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> ArchivedObjects.in(root).byKey().size() == 6);
            topics.fill(10, 20);
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> topics.assertEqual(ArchivedObjects.in(root)));
        } finally {
            query.stop();
        }
    }

    @Test
    void aRecordThatIsNotJsonIsKeptAsAText() {
        new TestTopics(kafka, "odd")
                .send("no json".getBytes(StandardCharsets.UTF_8))
                .send(new byte[0])
                .send(null)
                .send("{ \"a\": \"🤍\" }".getBytes(StandardCharsets.UTF_8));
        ArchiveReport report = archive("odd").build().writeOnce();
        assertThat(ArchivedObjects.in(root).byKey())
                .containsOnlyKeys("topics/odd.pin/partition=0/odd.pin+0+0000000000.json")
                .containsValue("\"no json\"\n\"\"\nnull\n{\"a\":\"\\uD83E\\uDD0D\"}\n");
        assertThat(report).isEqualTo(new ArchiveReport(4, 1, 2));
    }

    @Test
    void objectsWithoutTheirCheckpointAreRefused() throws IOException {
        new TestTopics(kafka, "bare").fill(0, 3);
        archive("bare").build().writeOnce();
        ArchivedObjects before = ArchivedObjects.in(root);
        delete(root.resolve("_checkpoint"));
        assertThatThrownBy(() -> archive("bare").build().writeOnce())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("topics/bare.geo")
                .hasMessageContaining("_checkpoint/bare is missing");
        assertThat(ArchivedObjects.in(root)).isEqualTo(before);
    }

    @Test
    void aFullDiskIsReportedInOneSentenceAndTheNextRunContinues() throws Exception {
        TestTopics topics = new TestTopics(kafka, "full").fill(0, 3_000);
        try (SmallDisk disk = SmallDisk.mount(root, "250k")) {
            CommandRun full = run("full", disk.folder());
            assertThat(full.exitCode()).as(full.toString()).isEqualTo(1);
            assertThat(full.err().lines())
                    .singleElement()
                    .asString()
                    .contains("no space left on the disk of", "repeat the command");

            disk.grow("100m");
            CommandRun again = run("full", disk.folder());
            assertThat(again.exitCode()).as(again.toString()).isZero();
            topics.assertEqual(ArchivedObjects.in(root));
        }
    }

    @Test
    void aFileInPlaceOfTheArchiveIsRefused() throws IOException {
        new TestTopics(kafka, "file").fill(0, 1);
        Path file = Files.writeString(root.resolve("file"), "mine");

        CommandRun run = run("file", file);

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
        assertThat(run.err().lines()).singleElement().asString().contains(file + " cannot be used: it is a file");
        assertThat(file).hasContent("mine");
    }

    @Test
    void topicsThatAreMissingAreNamed() {
        assertThatThrownBy(() -> archive("nobody").build().writeOnce())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no topic nobody.pin, nobody.geo, nobody.user");
    }

    @Test
    void objectsGoToS3() {
        try (S3ProxyProcess s3 = Servers.s3(root)) {
            String bucket = s3.createBucket("user-s3-bucket");
            s3.hadoopSettings().forEach((name, value) -> spark.conf().set(name, value));
            TestTopics topics = new TestTopics(kafka, "s3").fill(0, 150);
            TopicArchive.builder(spark, kafka.bootstrapServers(), "s3", bucket)
                    .recordsPerObject(100)
                    .build()
                    .writeOnce();
            topics.assertEqual(ArchivedObjects.in(s3.bucket("user-s3-bucket")));
        }
    }

    private CommandRun run(String userId, Path out) {
        String from = "kafka://" + kafka.bootstrapServers();
        return CommandRun.of("archive", "--once", "--from", from, "--user-id", userId, "--out", out);
    }

    private TopicArchive.Builder archive(String userId) {
        return TopicArchive.builder(spark, kafka.bootstrapServers(), userId, root.toString());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}

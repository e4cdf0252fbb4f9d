package io.pinpipe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinpipe.Destinations;
import io.pinpipe.Kind;
import io.pinpipe.cli.ReplayProcess.Stored;
import io.pinpipe.testkit.servers.TopicReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command on real servers; also in its own JVM, which is killed, interrupted and short of memory. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ReplayCommandTest {

    private static final int POSTS = 100_000;
    private static final int FEW_POSTS = 40;
    private static final int WINDOW = 2_000;

    /** Wide posts, more than fit in the publisher's buffer. */
    private static final int POSTS_OF_A_FULL_BUFFER = 1_000;

    private static final int KILLS = 10;

    /** Slow enough for the posts to outlast the kills. */
    private static final String RATE = "10000";

    private static final int MOST_POSTS_BEFORE_A_KILL = 6_000;
    private static final int MOST_MILLIS_BEFORE_A_KILL = 100;

    @AutoClose
    private static Servers servers;

    @TempDir
    private static Path folder;

    /** Read only. */
    private static Path largeDatabase;

    private String userId;
    private Path checkpoint;

    @BeforeAll
    static void start() {
        servers = new Servers();
        largeDatabase = database(POSTS);
    }

    @BeforeEach
    void nameTheTopics(TestInfo test) {
        userId = test.getTestMethod().orElseThrow().getName();
        checkpoint = folder.resolve(userId + ".checkpoint");
    }

    @Test
    void theReportIsOneLineOfJson() {
        CommandRun run = replay(database(FEW_POSTS), servers.kafka(), "--create-topics", "--json");

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode report = run.json();
        assertThat(report.fieldNames())
                .toIterable()
                .containsExactly(
                        "posts",
                        "sent",
                        "acknowledged",
                        "maybeDuplicated",
                        "failed",
                        "maybeStored",
                        "pending",
                        "deadLettered",
                        "missing",
                        "checkpoint",
                        "seconds");
        assertThat(report.get("posts").asLong()).isEqualTo(FEW_POSTS);
        assertThat(report.get("sent").asLong()).isEqualTo(3 * FEW_POSTS);
        assertThat(report.get("acknowledged").asLong()).isEqualTo(3 * FEW_POSTS);
        assertThat(report.get("failed")).isEmpty();
        assertThat(report.get("deadLettered").asLong()).isZero();
        assertThat(report.get("missing")).isEmpty();
        assertThat(report.get("checkpoint").asLong()).isEqualTo(FEW_POSTS - 1);
        assertThat(report.get("seconds").isNumber()).isTrue();
    }

    @Test
    void aSecondReplaySendsNothingMore() {
        Path database = database(FEW_POSTS);
        replay(database, servers.kafka(), "--create-topics");

        CommandRun again = replay(database, servers.kafka(), "--json");

        assertThat(again.json().get("posts").asLong()).isZero();
        assertThat(again.json().get("checkpoint").asLong()).isEqualTo(FEW_POSTS - 1);
    }

    @Test
    void aMissingRowIsCountedByItsTable() {
        Path database = database(FEW_POSTS);
        servers.sql("DELETE FROM " + name(database) + ".geolocation_data WHERE ind IN (3, 5)");

        CommandRun run = replay(database, servers.kafka(), "--create-topics", "--json");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.json().get("missing").get("geolocation_data").asLong()).isEqualTo(2);
        assertThat(run.json().get("acknowledged").asLong()).isEqualTo(3 * FEW_POSTS - 2);
    }

    @Test
    void aFailedEventStopsTheReplayAndTheSentenceNamesTheRemedy() {
        CommandRun run = replay(database(FEW_POSTS), servers.rest(), "--json");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLines())
                .singleElement()
                .satisfies(sentence -> assertThat(sentence)
                        .contains("pin 0", "NOT_FOUND", checkpoint.toString(), "start the replay again"));
        assertThat(run.json().get("checkpoint").isNull()).isTrue();
        assertThat(checkpoint).doesNotExist();
    }

    @Test
    void deadLettersCountAsDone() throws IOException {
        Path database = database(FEW_POSTS);
        servers.sql("UPDATE " + name(database) + ".user_data SET age = NULL WHERE ind = 7");
        Path letters = folder.resolve("dead.jsonl");

        CommandRun run =
                replay(database, servers.kafka(), "--create-topics", "--dead-letter", letters.toString(), "--json");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.json().get("deadLettered").asLong()).isEqualTo(1);
        assertThat(run.json().get("failed").get("INVALID").asLong()).isEqualTo(1);
        assertThat(run.json().get("checkpoint").asLong()).isEqualTo(FEW_POSTS - 1);
        assertThat(Files.readAllLines(letters))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("\"kind\":\"user\",\"index\":7", "age"));
    }

    @Test
    void anotherTargetWithTheSameCheckpointIsRefused() {
        Path database = database(FEW_POSTS);
        replay(database, servers.kafka(), "--create-topics");
        userId = "another";

        CommandRun run = replay(database, servers.kafka(), "--create-topics");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines())
                .singleElement()
                .satisfies(
                        sentence -> assertThat(sentence).contains("another", servers.kafka(), checkpoint.toString()));
    }

    @Test
    void aFileThatIsNoCheckpointIsRefusedAndKept() throws IOException {
        Files.writeString(checkpoint, "HOST: 127.0.0.1\n");

        CommandRun run = replay(database(FEW_POSTS), servers.kafka());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(checkpoint.toString(), "not a checkpoint");
        assertThat(checkpoint).hasContent("HOST: 127.0.0.1");
    }

    @Test
    @Tag("scale")
    void killsAtRandomMomentsLoseNothingAndRepeatAtMostTheWindow() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (ReplayProcess replay = process()) {
            for (int kill = 0; kill < KILLS; kill++) {
                replay.start("--rate", RATE, "--window", Integer.toString(WINDOW));
                replay.awaitCheckpoint(replay.checkpoint() + random.nextInt(MOST_POSTS_BEFORE_A_KILL));
                replay.killAfter(random.nextInt(MOST_MILLIS_BEFORE_A_KILL));
                replay.checkpoint();
            }
            replay.start("--window", Integer.toString(WINDOW), "--json");

            assertThat(replay.end()).as(replay.output()).isZero();
            assertThat(replay.checkpoint()).isEqualTo(POSTS - 1);
            for (Kind kind : Kind.values()) {
                Stored stored = replay.stored(kind);
                assertThat(stored.lost()).as("%s lost, seed %d", kind, seed).isZero();
                assertThat(stored.wrong())
                        .as("%s not as generated, seed %d", kind, seed)
                        .isZero();
                assertThat(stored.repeats())
                        .as("%s repeated, seed %d", kind, seed)
                        .isBetween(1L, (long) KILLS * WINDOW);
            }
        }
    }

    @Tag("scale")
    @Test
    void aHundredThousandPostsGoThrough64MebibytesOfHeap() throws Exception {
        try (ReplayProcess replay = process()) {
            replay.start("--json");

            assertThat(replay.end()).as(replay.output()).isZero();
            assertThat(Arrays.stream(Kind.values()).map(replay::stored)).containsOnly(new Stored(0, 0, 0));
        }
    }

    @Test
    @Tag("scale")
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void aMillionPostsGoThrough128MebibytesOfHeap() throws Exception {
        int posts = 10 * POSTS;
        try (ReplayProcess replay = new ReplayProcess(servers, folder, database(posts), posts, userId)) {
            replay.heap("-Xmx128m").start("--json");

            assertThat(replay.end(Duration.ofMinutes(10))).as(replay.output()).isZero();
            assertThat(Arrays.stream(Kind.values()).map(replay::stored)).containsOnly(new Stored(0, 0, 0));
        }
    }

    @Test
    @Tag("scale")
    void textsUpToTheLimitOfTheirColumnGoThrough128MebibytesOfHeap() throws Exception {
        int posts = 5_000;
        int wide = 2_000;
        Path database = database(posts);
        widen(database, 1_000, 1_000 + wide);
        try (ReplayProcess replay = new ReplayProcess(servers, folder, database, posts, userId)) {
            replay.heap("-Xmx128m").start("--json");

            assertThat(replay.end()).as(replay.output()).isZero();
            assertThat(replay.checkpoint()).isEqualTo(posts - 1);
            assertThat(replay.stored(Kind.PIN)).isEqualTo(new Stored(0, 0, wide));
            assertThat(replay.stored(Kind.USER)).isEqualTo(new Stored(0, 0, 0));
        }
    }

    @Test
    @Tag("scale")
    void textsUpToTheLimitOfTheirColumnWaitForASilentTargetIn96MebibytesOfHeap() throws Exception {
        Path database = database(POSTS_OF_A_FULL_BUFFER);
        widen(database, 0, POSTS_OF_A_FULL_BUFFER);
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ReplayProcess replay = new ReplayProcess(servers, folder, database, POSTS_OF_A_FULL_BUFFER, userId)) {
            replay.heap("-Xmx96m")
                    .to("http://127.0.0.1:" + silent.getLocalPort())
                    .start("--option", "deliveryTimeout=15s", "--json");

            assertThat(replay.end()).as(replay.output()).isEqualTo(1);
            assertThat(replay.output()).contains("TIMED_OUT").doesNotContain("OutOfMemoryError");
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Java on Windows cannot send SIGTERM to another process")
    void aStopEndsWithinTheCloseTimeoutWhenTheTargetIsSilent() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ReplayProcess replay = process().to("http://127.0.0.1:" + silent.getLocalPort())) {
            replay.start("--option", "closeTimeout=2s", "--json");
            try (Socket connection = requested(silent)) {
                assertThat(connection.isConnected()).isTrue();

                replay.signal("TERM");

                assertThat(replay.end(Duration.ofSeconds(40)))
                        .as(replay.output())
                        .isEqualTo(143);
            }
            JsonNode report = CommandRun.json(replay.output());
            assertThat(report.get("failed").get("CLOSED").asLong()).isPositive();
            assertThat(report.get("acknowledged").asLong()).isZero();
            assertThat(replay.checkpoint()).isEqualTo(-1);
        }
    }

    @Test
    void aCheckpointAboveTheHighestIndexIsReportedWithExitCode1() throws IOException {
        Path database = database(FEW_POSTS);
        replay(database, servers.kafka(), "--create-topics");
        servers.sql(
                "DELETE FROM " + name(database) + ".pinterest_data WHERE `index` > 5",
                "DELETE FROM " + name(database) + ".geolocation_data WHERE ind > 5",
                "DELETE FROM " + name(database) + ".user_data WHERE ind > 5");

        CommandRun run = replay(database, servers.kafka());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains(checkpoint.toString(), "is at index 39", "no index above 5");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Java on Windows cannot send Ctrl-C to another process")
    void ctrlCEndsAReplayWithItsReportAndTheCheckpointOfAllThatWasSent() throws Exception {
        try (ReplayProcess replay = process()) {
            replay.start("--rate", "1000", "--json");
            replay.awaitCheckpoint(10);

            replay.signal("INT");

            assertThat(replay.end()).as(replay.output()).isEqualTo(130);
            long posts = CommandRun.json(replay.output()).get("posts").asLong();
            assertThat(replay.checkpoint()).isEqualTo(posts - 1);
            assertThat(replay.stored(Kind.USER)).isEqualTo(new Stored(POSTS - posts, 0, 0));
        }
    }

    @Test
    void followingSendsRowsThatAreAddedAndASecondReplayIsRefusedMeanwhile() throws Exception {
        Path database = database(FEW_POSTS);
        try (ReplayProcess replay = new ReplayProcess(servers, folder, database, FEW_POSTS, userId)) {
            replay.start("--follow");
            replay.awaitCheckpoint(FEW_POSTS - 1);

            CommandRun second = replay(database, servers.kafka());
            servers.sql("INSERT INTO " + name(database) + ".user_data VALUES (99, 'Ann', 'Lee', 30, '2020-01-01')");
            replay.awaitCheckpoint(99);

            assertThat(second.exitCode()).isEqualTo(2);
            assertThat(second.err()).contains("in use by another replay");
            assertThat(TopicReader.read(
                            servers.broker().bootstrapServers(),
                            Destinations.topics(userId).of(Kind.USER)))
                    .hasSize(FEW_POSTS + 1);
        }
    }

    /** Makes the pins' descriptions as wide as their column, with a character that doubles Java's memory for all others. */
    private static void widen(Path database, int from, int before) {
        servers.sql("UPDATE " + name(database) + ".pinterest_data SET description = CONCAT(_utf8mb4 0xF09F9880,"
                + " REPEAT('x', 65531)) WHERE `index` >= " + from + " AND `index` < " + before);
    }

    /** The first connection with a request; a check of the address sends none. */
    private static Socket requested(ServerSocket server) throws IOException {
        while (true) {
            Socket connection = server.accept();
            connection.setSoTimeout(10_000);
            try {
                if (connection.getInputStream().read() >= 0) {
                    return connection;
                }
            } catch (SocketTimeoutException e) {
                // stays open, and another follows
            }
        }
    }

    private ReplayProcess process() {
        return new ReplayProcess(servers, folder, largeDatabase, POSTS, userId);
    }

    private CommandRun replay(Path database, String target, String... more) {
        return CommandRun.of(ReplayProcess.arguments(database, target, userId, checkpoint, more));
    }

    private static Path database(int posts) {
        return servers.filledDatabase(folder, posts);
    }

    private static String name(Path credentials) {
        return credentials.getFileName().toString().replace(".yaml", "");
    }
}

package io.pinpipe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinpipe.Destinations;
import io.pinpipe.Kind;
import io.pinpipe.PostEvent;
import io.pinpipe.json.PostJson;
import io.pinpipe.testkit.GeneratedPosts;
import io.pinpipe.testkit.servers.TopicReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A replay with its own checkpoint and topics, in one JVM after another. */
final class ReplayProcess implements AutoCloseable {

    /** The contents of a topic, compared with the posts generated with seed 1. */
    record Stored(long lost, long repeats, long wrong) {}

    private final Servers servers;
    private final Path database;
    private final int posts;
    private final String userId;
    private final Path checkpoint;
    private final Path output;
    private String heap = "-Xmx64m";
    private String target;
    private @Nullable Process running;

    /** A replay of a number of generated posts. */
    ReplayProcess(Servers servers, Path folder, Path database, int posts, String userId) {
        this.servers = servers;
        this.database = database;
        this.posts = posts;
        this.userId = userId;
        this.checkpoint = folder.resolve(userId + ".checkpoint");
        this.output = folder.resolve(userId + ".out");
        this.target = servers.kafka();
        servers.broker().createTopics(1, Destinations.topics(userId).all().toArray(String[]::new));
    }

    /** Sets a maximum heap other than 64 MiB. */
    ReplayProcess heap(String option) {
        heap = option;
        return this;
    }

    /** Sets a target other than the broker. */
    ReplayProcess to(String address) {
        target = address;
        return this;
    }

    void start(String... more) throws IOException {
        List<String> options = List.of(
                heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        running = JavaCommand.of(options, Main.class, arguments(database, target, userId, checkpoint, more))
                .redirectOutput(output.toFile())
                .start();
    }

    /** The arguments of a replay. */
    static String[] arguments(Path database, String target, String userId, Path checkpoint, String... more) {
        List<String> arguments = List.of(
                "replay",
                "--db",
                database.toString(),
                "--to",
                target,
                "--user-id",
                userId,
                "--checkpoint",
                checkpoint.toString());
        return Stream.concat(arguments.stream(), Stream.of(more)).toArray(String[]::new);
    }

    /** The index in the file, or -1; it must be a complete checkpoint at every moment. */
    long checkpoint() throws IOException {
        return Files.exists(checkpoint)
                ? new ObjectMapper()
                        .readTree(Files.readAllBytes(checkpoint))
                        .required("index")
                        .longValue()
                : -1;
    }

    void awaitCheckpoint(long index) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> checkpoint() >= index || !process().isAlive());
    }

    void killAfter(int millis) throws Exception {
        assertThat(process().waitFor(millis, TimeUnit.MILLISECONDS))
                .as("ended by itself: " + output())
                .isFalse();
        process().destroyForcibly().waitFor();
    }

    void signal(String name) throws Exception {
        JavaCommand.signal(process(), name);
    }

    int end() throws Exception {
        return end(Duration.ofMinutes(2));
    }

    int end(Duration within) throws Exception {
        assertThat(process().waitFor(within.toSeconds(), TimeUnit.SECONDS))
                .as("still runs: " + output())
                .isTrue();
        return process().exitValue();
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    Stored stored(Kind kind) {
        GeneratedPosts expected = GeneratedPosts.of(1, posts);
        int[] times = new int[posts];
        long[] wrong = {0};
        TopicReader.read(
                servers.broker().bootstrapServers(), Destinations.topics(userId).of(kind), record -> {
                    PostEvent event = PostJson.decode(
                            kind, Objects.requireNonNull(record.value()).getBytes(StandardCharsets.UTF_8));
                    times[(int) event.index()]++;
                    if (!expected.post(event.index()).events().contains(event)) {
                        wrong[0]++;
                    }
                });
        long lost = 0;
        long repeats = 0;
        for (int count : times) {
            lost += count == 0 ? 1 : 0;
            repeats += Math.max(0, count - 1);
        }
        return new Stored(lost, repeats, wrong[0]);
    }

    private Process process() {
        return Objects.requireNonNull(running, "not started");
    }

    /** Kills what is still running. */
    @Override
    public void close() throws InterruptedException {
        if (running != null) {
            running.destroyForcibly().waitFor();
        }
    }
}

package io.pinpipe.spark.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Kind;
import io.pinpipe.spark.CommandRun;
import io.pinpipe.spark.Servers;
import io.pinpipe.spark.SharedSpark;
import io.pinpipe.testkit.servers.Kinesalite;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedSpark.class)
final class StreamCommandTest {

    @TempDir
    private Path lake;

    @Test
    void printsEachBatchAndExits() {
        try (Kinesalite kinesis = Servers.kinesalite();
                TestFeed feed = new KinesisTestFeed(kinesis, "u")) {
            feed.send(Kind.GEO, TestPosts.records(Kind.GEO, 0, 5));

            assertThat(run(feed.address(), "--once"))
                    .isEqualTo(new CommandRun(
                            0, "geo: 5 records, 5 new rows, 0 repeated, 0 quarantined%n".formatted(), ""));
        }
    }

    @Test
    void refusesAnAddressOfNeitherWithTheCodeOfWrongUse() {
        CommandRun refused = run("rabbit://h", "--once");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("kafka://", "kinesis://");
    }

    @Test
    void refusesAnEmptyBatch() {
        CommandRun refused = run("kafka://127.0.0.1:1", "--records-per-batch=0");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("recordsPerBatch must be at least 1");
    }

    private CommandRun run(Object from, String more) {
        return CommandRun.of("stream", "--from", from, "--user-id", "u", "--out", lake, more);
    }
}

package io.pinpipe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinpipe.Destinations;
import io.pinpipe.testkit.servers.TopicReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Java on Windows cannot send Ctrl-C to another process")
class CtrlCTest {

    private static final List<String> TOPICS = Destinations.topics("ctrlc").all();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void aSignalEndsAnEndlessEmulationWithItsReportAndNothingLost(String signal, int exitCode) throws Exception {
        try (Servers servers = new Servers()) {
            Path credentials = servers.filledDatabase(folder, 100);
            servers.broker().createTopics(1, TOPICS.toArray(String[]::new));
            Path out = folder.resolve("out");
            Process emulation = start(out, credentials, servers.rest());
            try {
                await().atMost(Duration.ofMinutes(1)).until(() -> stored(servers) > 0 || !emulation.isAlive());

                JavaCommand.signal(emulation, signal);

                assertThat(emulation.waitFor(1, TimeUnit.MINUTES))
                        .as("still runs: " + Files.readString(out))
                        .isTrue();
                assertThat(emulation.exitValue()).as(Files.readString(out)).isEqualTo(exitCode);
                JsonNode report = CommandRun.json(Files.readString(out));
                assertThat(report.get("acknowledged").asLong())
                        .isPositive()
                        .isEqualTo(report.get("sent").asLong())
                        .isEqualTo(stored(servers));
            } finally {
                emulation.destroyForcibly();
            }
        }
    }

    private static Process start(Path out, Path credentials, String target) throws IOException {
        return JavaCommand.of(
                        List.of("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir")),
                        Main.class,
                        "emulate",
                        "--db",
                        credentials.toString(),
                        "--to",
                        target,
                        "--user-id",
                        "ctrlc",
                        "--rate",
                        "200",
                        "--json")
                .redirectOutput(out.toFile())
                .start();
    }

    private static long stored(Servers servers) {
        return TOPICS.stream()
                .mapToLong(topic -> TopicReader.read(servers.broker().bootstrapServers(), topic)
                        .size())
                .sum();
    }
}

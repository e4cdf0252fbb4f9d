package io.pinpipe.integration;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.integration.Markdown.Program;
import io.pinpipe.testkit.servers.EmbeddedKafka;
import io.pinpipe.testkit.servers.KafkaBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the README compile, run and print a receipt. */
class ReadmeProgramsTest {

    private static final String BROKER = "localhost:9092";

    @AutoClose
    private static KafkaBroker kafka;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startBroker() {
        kafka = EmbeddedKafka.open();
    }

    @Test
    void thePinIsStored() throws Exception {
        assertThat(run("SendPin")).contains("Receipt[destination=0a1d8948160f.pin, partition=");
    }

    @Test
    void theRecordOfOnesOwnIsStored() throws Exception {
        assertThat(run("SendOrder")).contains("Receipt[destination=orders, partition=");
    }

    /** Runs a program of the README against the test's broker, and returns what it printed. */
    private String run(String name) throws IOException, InterruptedException {
        Program program = Markdown.read("README.md").programs().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the README has no program " + name));
        assertThat(program.source()).contains(BROKER);
        Path source = Files.writeString(
                folder.resolve(name + ".java"), program.source().replace(BROKER, kafka.bootstrapServers()));
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        source.toString()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(3, MINUTES)).as("ended in time").isTrue();
        } finally {
            process.destroyForcibly();
        }
        String printed = Files.readString(output);
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }
}

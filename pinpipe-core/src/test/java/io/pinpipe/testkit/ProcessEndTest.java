package io.pinpipe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.testkit.LeavingProcess.Way;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The fate of events whose process exits before the publisher is closed; in child processes. */
class ProcessEndTest {

    private static final long WAIT_SECONDS = 120;

    @TempDir
    private Path folder;

    private Process start(Way way, boolean closeAtExit) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LeavingProcess.class.getName(),
                        way.name(),
                        Boolean.toString(closeAtExit))
                .redirectError(errors().toFile())
                .start();
    }

    private Path errors() {
        return folder.resolve("errors");
    }

    /** Returns the rest of its output, once it has exited. */
    private static String output(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    @Test
    void aProcessThatReturnsWithoutCloseLosesWhatLingers() throws Exception {
        assertThat(output(start(Way.RETURNS, false))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"RETURNS", "EXITS"})
    void aProcessThatEndsDeliversWhereThePublisherClosesAtExit(Way way) throws Exception {
        assertThat(output(start(way, true)).strip()).isEqualTo("stored " + LeavingProcess.EVENTS);
    }

    @Test
    void aProcessThatIsStoppedDeliversWhereThePublisherClosesAtExit() throws Exception {
        Process process = start(Way.WAITS_TO_BE_STOPPED, true);
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        assertThat(lines.readLine()).isEqualTo("sent");
        // Process.destroy would close the streams.
        process.toHandle().destroy();

        assertThat(lines.readLine()).isEqualTo("stored " + LeavingProcess.EVENTS);
        assertThat(process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aPublisherThatBecomesGarbageWithoutCloseIsReported() throws Exception {
        output(start(Way.LOSES_ITS_PUBLISHER, false));

        assertThat(Files.readString(errors()))
                .contains(
                        "became unreachable without being closed, with " + LeavingProcess.EVENTS + " events in flight");
    }
}

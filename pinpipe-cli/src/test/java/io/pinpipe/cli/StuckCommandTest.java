package io.pinpipe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.cli.internal.CtrlC;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Signals end a command that does not end by itself, such as one that waits for a disk or a stuck publisher. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Java on Windows cannot send signals to another process")
class StuckCommandTest {

    @Test
    void aCommandThatDoesNotEndIsLeftBehindWithAWord() throws Exception {
        Process command = start("stuck");
        try (BufferedReader output = command.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).isEqualTo("ready");

            JavaCommand.signal(command, "TERM");

            assertThat(command.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(command.exitValue()).isEqualTo(143);
            assertThat(output.lines()).anyMatch(line -> line.contains("did not end in time"));
        } finally {
            command.destroyForcibly();
        }
    }

    @Test
    void aSecondCtrlCEndsAtOnce() throws Exception {
        Process command = start("stuck-close");
        try (BufferedReader output = command.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).isEqualTo("ready");
            JavaCommand.signal(command, "INT");
            assertThat(output.readLine()).isEqualTo("closing");

            JavaCommand.signal(command, "INT");

            assertThat(command.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(command.exitValue()).isEqualTo(130);
        } finally {
            command.destroyForcibly();
        }
    }

    private static Process start(String how) throws IOException {
        return JavaCommand.of(List.of(), Stuck.class, how).start();
    }

    /** Never ends by itself. */
    static final class Stuck {

        private Stuck() {}

        public static void main(String[] arguments) throws Exception {
            CountDownLatch never = new CountDownLatch(1);
            boolean closing = arguments[0].equals("stuck-close");
            try (CtrlC ctrlC = CtrlC.runs(() -> {}, () -> {
                System.out.println("closing");
                System.out.flush();
                if (closing) {
                    awaitQuietly(never);
                }
            })) {
                System.out.println("ready");
                System.out.flush();
                never.await();
                throw new AssertionError(ctrlC.isPressed());
            }
        }

        private static void awaitQuietly(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}

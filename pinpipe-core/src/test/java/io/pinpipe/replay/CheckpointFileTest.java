package io.pinpipe.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinpipe.replay.CheckpointStore.Checkpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointFileTest {

    private static final Checkpoint CHECKPOINT = new Checkpoint("mysql://here/\"posts\"", "kafka://tør 0a1d", 1_234);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("replay.checkpoint");
    }

    @Test
    void aStoreWithoutAFileHasNoCheckpoint() {
        try (CheckpointStore.Lease lease = CheckpointStore.file(file).acquire()) {
            assertThat(lease.read()).isEmpty();
        }
    }

    @Test
    void whatIsWrittenIsReadByAnotherStore() {
        write(CHECKPOINT);

        assertThat(read()).isEqualTo(CHECKPOINT);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE})
    void everyIndexIsKept(long index) {
        write(new Checkpoint("a", "b", index));

        assertThat(read().index()).isEqualTo(index);
    }

    @Test
    void theLastCheckpointWrittenCounts() {
        write(CHECKPOINT);
        write(new Checkpoint("a", "b", 7));

        assertThat(read()).isEqualTo(new Checkpoint("a", "b", 7));
    }

    @Test
    void theFileIsOneLineOfJson() throws Exception {
        write(new Checkpoint("a", "b", 7));

        assertThat(Files.readString(file)).isEqualTo("{\"pinpipe\":1,\"source\":\"a\",\"target\":\"b\",\"index\":7}\n");
    }

    @Test
    void nothingButTheFileAndItsLockStaysBehind() throws Exception {
        write(CHECKPOINT);

        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(file, folder.resolve("replay.checkpoint.lock"));
        }
    }

    @Test
    void aTemporaryFileThatAKillLeftBehindDoesNoHarm() throws Exception {
        write(CHECKPOINT);
        Files.writeString(folder.resolve("replay.checkpoint.tmp"), "{\"pinpipe\":1,\"sour");

        assertThat(read()).isEqualTo(CHECKPOINT);
        write(new Checkpoint("a", "b", 7));

        assertThat(read()).isEqualTo(new Checkpoint("a", "b", 7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "index: 5",
                "{\"pinpipe\":1,\"source\":\"a\",\"target\":\"b\",\"ind",
                "{\"pinpipe\":1,\"source\":\"a\",\"target\":\"b\"}",
                "{\"pinpipe\":2,\"source\":\"a\",\"target\":\"b\",\"index\":7}",
                "{\"pinpipe\":1,\"source\":null,\"target\":\"b\",\"index\":7}",
                "{\"pinpipe\":1,\"source\":\"a\",\"target\":\"b\",\"index\":7.5}",
                "{\"pinpipe\":1,\"source\":\"a\",\"target\":\"b\",\"index\":\"7\"}",
                "{\"pinpipe\":1,\"source\":\"a\",\"target\":\"b\",\"index\":9223372036854775808}",
                "{\"pinpipe\":1,\"source\":\"a\",\"target\":\"b\",\"index\":7,\"more\":1}",
                "{\"pinpipe\":1,\"source\":\"a\",\"target\":\"b\",\"index\":7,\"index\":8}",
                "{\"pinpipe\":1,\"source\":\"a\",\"target\":\"b\",\"index\":7} {}",
                "\uFEFF{\"pinpipe\":1,\"source\":\"a\",\"target\":\"b\",\"index\":7}",
                "[]",
                "7"
            })
    void anythingElseIsRefusedByNameAndLeftAsItIs(String text) throws Exception {
        Files.writeString(file, text);

        assertThatThrownBy(this::read)
                .isInstanceOf(CheckpointException.class)
                .hasMessageContainingAll(file.toString(), "not a checkpoint", "left unchanged");
        assertThat(Files.readString(file)).isEqualTo(text);
    }

    @Test
    void aFileThatIsTooLargeIsNotRead() throws Exception {
        Files.write(file, new byte[100_000]);

        assertThatThrownBy(this::read).isInstanceOf(CheckpointException.class).hasMessageContaining("too large");
    }

    @Test
    void aFolderIsRefused() {
        assertThatThrownBy(() -> CheckpointStore.file(folder).acquire())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("is a folder");
    }

    @Test
    void aFolderThatDoesNotExistIsNamed() {
        Path nowhere = folder.resolve("nowhere").resolve("checkpoint");

        assertThatThrownBy(() -> CheckpointStore.file(nowhere).acquire())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContainingAll(nowhere.toString(), "does not exist");
    }

    @Test
    void aSecondLeaseInThisProcessIsRefused() {
        try (CheckpointStore.Lease held = CheckpointStore.file(file).acquire()) {
            assertThatThrownBy(() -> CheckpointStore.file(file).acquire())
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContainingAll(file.toString(), "in use by another replay");
            held.write(CHECKPOINT);
        }

        assertThat(read()).isEqualTo(CHECKPOINT);
    }

    @Test
    void aSecondLeaseThroughALinkIsRefused() throws Exception {
        write(CHECKPOINT);
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        try (CheckpointStore.Lease held = CheckpointStore.file(file).acquire()) {
            assertThat(held.read()).isPresent();
            assertThatThrownBy(() -> CheckpointStore.file(link).acquire()).hasMessageContaining("in use by another");
        }
    }

    @Test
    void aSecondProcessIsRefusedUntilTheFirstIsKilled() throws Exception {
        Process other = holder();
        try (BufferedReader output = other.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).isEqualTo("held");

            assertThatThrownBy(() -> CheckpointStore.file(file).acquire())
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("in use by another replay");
        } finally {
            other.destroyForcibly();
            assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(read()).isEqualTo(CHECKPOINT);
    }

    @Test
    void theLeaseStaysHeldAgainstOtherProcessesAfterASecondWasRefusedInThisOne() throws Exception {
        try (CheckpointStore.Lease held = CheckpointStore.file(file).acquire()) {
            assertThatThrownBy(() -> CheckpointStore.file(file).acquire()).hasMessageContaining("in use by another");

            assertThat(heldByAnotherProcess()).isEqualTo("refused");
            held.write(CHECKPOINT);
        }
        assertThat(heldByAnotherProcess()).isEqualTo("held");
    }

    @Test
    void aSecondCloseDoesNotTouchTheLeaseOfAnother() {
        CheckpointStore.Lease first = CheckpointStore.file(file).acquire();
        first.close();
        try (CheckpointStore.Lease second = CheckpointStore.file(file).acquire()) {
            first.close();

            assertThatThrownBy(() -> CheckpointStore.file(file).acquire()).hasMessageContaining("in use by another");
            second.write(CHECKPOINT);
        }
    }

    @Test
    void aCheckpointInAnotherEncodingThanUtf8IsRefused() throws Exception {
        Files.writeString(
                file, "{\"pinpipe\":1,\"source\":\"a\",\"target\":\"b\",\"index\":7}", StandardCharsets.UTF_16LE);

        assertThatThrownBy(this::read).isInstanceOf(CheckpointException.class).hasMessageContaining("not a checkpoint");
    }

    @Test
    void anInterruptDoesNotKeepACheckpointFromBeingWritten() {
        Thread.currentThread().interrupt();

        write(CHECKPOINT);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(read()).isEqualTo(CHECKPOINT);
    }

    @Test
    void theStoreIsNamedAfterItsFile() {
        assertThat(List.of(CheckpointStore.file(file), CheckpointStore.inMemory()))
                .extracting(Object::toString)
                .containsExactly(file.toString(), "in memory");
    }

    private Process holder() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private String heldByAnotherProcess() throws Exception {
        Process other = holder();
        try (BufferedReader output = other.inputReader(StandardCharsets.UTF_8)) {
            return output.readLine();
        } finally {
            other.destroyForcibly();
            assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void write(Checkpoint checkpoint) {
        try (CheckpointStore.Lease lease = CheckpointStore.file(file).acquire()) {
            lease.write(checkpoint);
        }
    }

    private Checkpoint read() {
        try (CheckpointStore.Lease lease = CheckpointStore.file(file).acquire()) {
            return lease.read().orElseThrow();
        }
    }

    /** Holds a checkpoint file until it is killed. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            try (CheckpointStore.Lease lease =
                    CheckpointStore.file(Path.of(arguments[0])).acquire()) {
                lease.write(CHECKPOINT);
                System.out.println("held");
                System.out.flush();
                // ends with the parent, unless the parent kills it first
                while (System.in.read() >= 0) {}
            } catch (CheckpointException held) {
                System.out.println("refused");
            }
        }
    }
}

package io.pinpipe.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinpipe.Reason;
import io.pinpipe.internal.ListedPosts;
import io.pinpipe.internal.NotingPublisher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of a replay: the checkpoint and the dead letters. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisabledOnOs(
        value = OS.WINDOWS,
        disabledReason = "Windows has no POSIX permissions, and links only for administrators")
class ReplayFilesTest {

    @TempDir
    private Path folder;

    private Path checkpoint;
    private Path letters;

    @BeforeEach
    void nameTheFiles() {
        checkpoint = folder.resolve("replay.checkpoint");
        letters = folder.resolve("dead.jsonl");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replay.checkpoint",
                "./sub/../replay.checkpoint",
                "replay.checkpoint.lock",
                "replay.checkpoint.tmp",
                "link",
                "link-to-lock"
            })
    void deadLettersInAFileOfTheCheckpointAreRefusedBeforeAnythingIsSent(String name) throws IOException {
        Files.createDirectory(folder.resolve("sub"));
        Files.createSymbolicLink(folder.resolve("link"), checkpoint);
        Files.createSymbolicLink(folder.resolve("link-to-lock"), Path.of("replay.checkpoint.lock"));
        NotingPublisher out = new NotingPublisher();

        assertThatThrownBy(() -> replay(folder.resolve(name), out))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(name, checkpoint.toString(), "a file of its own");

        assertThat(out.sent()).isEmpty();
        assertThat(checkpoint).doesNotExist();
    }

    @Test
    void deadLettersInAHardLinkToTheCheckpointAreRefused() throws IOException {
        replay(letters, new NotingPublisher());
        Path link = Files.createLink(folder.resolve("link"), checkpoint);

        assertThatThrownBy(() -> replay(link, new NotingPublisher()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a file of its own");
    }

    @Test
    void checkpointAndDeadLettersAreForTheirOwnerAlone() throws IOException {
        NotingPublisher out = new NotingPublisher().refusing(event -> event.index() == 1 ? Reason.REJECTED : null);

        replay(letters, out);

        assertThat(Files.readAllLines(letters)).hasSize(3);
        assertThat(permissions(letters)).isEqualTo("rw-------");
        assertThat(permissions(checkpoint)).isEqualTo("rw-------");
        assertThat(permissions(folder.resolve("replay.checkpoint.lock"))).isEqualTo("rw-------");
    }

    @Test
    void deadLettersThatAreThereAlreadyKeepTheirPermissions() throws IOException {
        Files.createFile(letters, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));

        replay(letters, new NotingPublisher());

        assertThat(permissions(letters)).isEqualTo("rw-r-----");
    }

    @Test
    void aLinkAtTheNameOfTheTemporaryFileIsNotFollowed() throws IOException {
        Path precious = Files.writeString(folder.resolve("precious"), "kept");
        Files.createSymbolicLink(folder.resolve("replay.checkpoint.tmp"), precious);

        replay(letters, new NotingPublisher());

        assertThat(precious).hasContent("kept");
        assertThat(checkpoint).isRegularFile();
        assertThat(Files.isSymbolicLink(checkpoint)).isFalse();
    }

    @Test
    void aLinkAtTheNameOfTheLockIsNotFollowed() throws IOException {
        Path precious = folder.resolve("precious");
        Files.createSymbolicLink(folder.resolve("replay.checkpoint.lock"), precious);

        assertThatThrownBy(() -> replay(letters, new NotingPublisher()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("replay.checkpoint.lock");
        assertThat(precious).doesNotExist();
    }

    @Test
    void aCheckpointBehindALinkThatLeadsToNothingYetIsMadeWhereItLeads() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere")).resolve("real.checkpoint");
        Files.createSymbolicLink(checkpoint, elsewhere);

        replay(letters, new NotingPublisher());

        assertThat(elsewhere).isRegularFile();
        assertThat(Files.isSymbolicLink(checkpoint)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"replay.checkpoint", "replay.checkpoint.lock"})
    void aPipeInPlaceOfAFileOfTheCheckpointIsRefusedAndNotWaitedFor(String name) throws Exception {
        assertThat(new ProcessBuilder("mkfifo", folder.resolve(name).toString())
                        .start()
                        .waitFor())
                .isZero();

        assertThatThrownBy(() -> replay(letters, new NotingPublisher()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContainingAll(name, "not a regular file");
    }

    private void replay(Path deadLetters, NotingPublisher out) {
        Replay.builder(ListedPosts.of(LongStream.range(0, 3)), "here", CheckpointStore.file(checkpoint))
                .deadLetters(deadLetters)
                .build()
                .start(out, "there")
                .join();
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}

package io.pinpipe.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(
        value = OS.WINDOWS,
        disabledReason = "Windows has no POSIX permissions, and links only for administrators")
class WholeFileTest {

    @TempDir
    private Path folder;

    @Test
    void aFileThatIsReplacedKeepsItsRights() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "before");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        WholeFile.write(file, "after");

        assertThat(file).hasContent("after");
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void aFileIsThereWhileItIsReplaced() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "before");
        AtomicBoolean written = new AtomicBoolean();
        CompletableFuture<Boolean> alwaysThere = CompletableFuture.supplyAsync(() -> {
            boolean there = true;
            while (there && !written.get()) {
                there = Files.exists(file);
            }
            return there;
        });

        for (int i = 0; i < 200; i++) {
            WholeFile.write(file, "after");
        }
        written.set(true);

        assertThat(alwaysThere.join()).isTrue();
    }

    @Test
    void aLinkStaysAndTheFileBehindItIsReplaced() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "before");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        WholeFile.write(link, "after");

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("after");
    }

    @Test
    void whatIsNoRegularFileIsWrittenToAsItIs() throws IOException {
        WholeFile.write(Path.of("/dev/null"), "text");

        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }

    @Test
    void aFolderThatDoesNotExistIsNotMade() {
        assertThatThrownBy(() -> WholeFile.write(folder.resolve("nowhere").resolve("file"), "text"))
                .isInstanceOf(NoSuchFileException.class);
    }
}

package io.pinpipe.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(
        value = OS.WINDOWS,
        disabledReason = "Windows has no POSIX permissions, and links only for administrators")
class PrivateFilesTest {

    @TempDir
    private Path folder;

    @Test
    void aNewFileIsForItsOwnerAlone() throws IOException {
        Path file = folder.resolve("file");

        PrivateFiles.create(file);

        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    @Test
    void nothingIsCreatedThroughALink() throws IOException {
        Path target = folder.resolve("target");
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);

        assertThatThrownBy(() -> PrivateFiles.create(link)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(target).doesNotExist();
    }

    @Test
    void aFileBesideAnotherIsForItsOwnerAloneAndHasANameOfItsOwn() throws IOException {
        Path file = folder.resolve("file");

        Path one = PrivateFiles.createBeside(file);
        Path other = PrivateFiles.createBeside(file);

        assertThat(one).isNotEqualTo(other).hasParent(folder.toRealPath());
        assertThat(permissions(one)).isEqualTo("rw-------");
    }

    @Test
    void aFileBesideALinkStandsWhereTheLinkLeads() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("elsewhere", "file"));

        assertThat(PrivateFiles.createBeside(link)).hasParent(elsewhere.toRealPath());
    }

    @Test
    void aPathIsTheSameAsItsLinkBeforeTheFileExists() throws IOException {
        Path file = folder.resolve("file");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
        Path linkToLink = Files.createSymbolicLink(folder.resolve("link2"), link);

        assertThat(PrivateFiles.areSame(file, linkToLink)).isTrue();
        assertThat(PrivateFiles.areSame(folder.resolve("other"), linkToLink)).isFalse();
    }

    @Test
    void aPathThroughALinkedFolderIsTheSame() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path linked = Files.createSymbolicLink(folder.resolve("linked"), real);

        assertThat(PrivateFiles.areSame(
                        real.resolve("file"), linked.resolve("..").resolve("real/file")))
                .isTrue();
    }

    @Test
    void aHardLinkIsTheSame() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "text");
        Path link = Files.createLink(folder.resolve("link"), file);

        assertThat(PrivateFiles.areSame(file, link)).isTrue();
    }

    @Test
    void linksInACircleAreRefused() throws IOException {
        Path one = Files.createSymbolicLink(folder.resolve("one"), Path.of("other"));
        Files.createSymbolicLink(folder.resolve("other"), Path.of("one"));

        assertThatThrownBy(() -> PrivateFiles.resolve(one)).isInstanceOf(FileSystemLoopException.class);
    }

    @Test
    void aFolderThatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> PrivateFiles.resolve(folder.resolve("nowhere").resolve("file")))
                .isInstanceOf(NoSuchFileException.class);
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}

package io.pinpipe.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes files atomically: a file contains the whole text or, when writing fails, its previous content.
 *
 * <p>The text is written to a temporary file beside it, which is renamed once it is complete. Thread-safe.
 */
public final class WholeFile {

    private WholeFile() {}

    /**
     * Creates or replaces a file. A replaced file keeps its permissions, and a symbolic link remains a link; anything
     * but a regular file, such as a pipe or a device, is written to directly.
     *
     * @param file a local file; its folder must exist
     * @param text the new content, written in UTF-8
     * @throws NoSuchFileException when its folder does not exist
     * @throws IOException when it cannot be written, as on a full disk; no temporary file is left behind
     */
    public static void write(Path file, String text) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            Files.writeString(file, text);
            return;
        }
        Path target = PrivateFiles.resolve(file);
        Path written = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            fill(written, text);
            if (Files.exists(target) && supportsRights(target)) {
                Files.setPosixFilePermissions(written, Files.getPosixFilePermissions(target));
            }
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private static void fill(Path file, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            // Some file systems report a full disk only here.
            channel.force(true);
        }
    }

    private static boolean supportsRights(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}

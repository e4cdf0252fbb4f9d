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
 * A file that holds all of a text, or, when writing fails, still what it held before.
 *
 * <p>The text goes to a new file beside it, which takes its name once it is complete. Thread-safe.
 */
public final class WholeFile {

    private WholeFile() {}

    /**
     * Writes or replaces a file. A file that is replaced keeps its rights, and a symbolic link to it stays one; what is no
     * regular file, such as a pipe or a device, is written to as it is.
     *
     * @param file a file on this machine; its folder must exist
     * @param text what it is to hold, in UTF-8
     * @throws NoSuchFileException when its folder does not exist
     * @throws IOException when it cannot be written, as on a full disk; nothing new is left behind
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
            // Some file systems find out only now that there is no space.
            channel.force(true);
        }
    }

    private static boolean supportsRights(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}

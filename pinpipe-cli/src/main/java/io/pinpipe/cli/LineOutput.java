package io.pinpipe.cli;

import io.pinpipe.internal.PrivateFiles;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines that appears under its name only when it is complete, or standard output, or nothing.
 *
 * <p>Until then the lines are in a file beside it, which no other run uses, and which is deleted if the output is closed
 * before it is complete. Only the owner can read it, before and after, since posts name people.
 */
final class LineOutput implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final OutputStream stream;

    /** The temporary file beside it, if there is one. */
    private final @Nullable Path written;

    /** The final name of that file. */
    private final @Nullable Path target;

    private LineOutput(OutputStream stream, @Nullable Path written, @Nullable Path target) {
        this.stream = stream;
        this.written = written;
        this.target = target;
    }

    /** Standard output, written as lines arrive. */
    static LineOutput standard() {
        return new LineOutput(new StandardOutput(), null, null);
    }

    /** Discards what is written. */
    static LineOutput nowhere() {
        return new LineOutput(OutputStream.nullOutputStream(), null, null);
    }

    /**
     * Opens a file; an existing one stays until the new one is complete. Anything but a regular file, such as a pipe or a
     * device, is written as lines arrive.
     *
     * @param option the option that names the file, for messages
     * @throws IllegalArgumentException if it cannot be opened; the message contains the remedy
     */
    static LineOutput open(String option, Path file) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(option + " " + file + " is a folder: name a file.");
        }
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                return new LineOutput(compressed(file, Files.newOutputStream(file)), null, null);
            }
            // A symbolic link leads to the file to replace.
            Path target = PrivateFiles.resolve(file);
            Path written = PrivateFiles.createBeside(target);
            OutputStream stream = compressed(file, Files.newOutputStream(written, StandardOpenOption.WRITE));
            written.toFile().deleteOnExit();
            return new LineOutput(stream, written, target);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(
                    option + " " + file + " cannot be written: there is no folder "
                            + file.toAbsolutePath().getParent() + ".",
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException(option + " " + file + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    /** Whether a file is compressed, by its name. */
    static boolean isCompressed(Path file) {
        return file.toString().endsWith(".gz");
    }

    OutputStream stream() {
        return stream;
    }

    /** Renames the file to its final name. */
    void complete() throws IOException {
        stream.close();
        if (written != null && target != null) {
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            stream.close();
        } finally {
            if (written != null) {
                Files.deleteIfExists(written);
            }
        }
    }

    private static OutputStream compressed(Path file, OutputStream raw) throws IOException {
        return isCompressed(file) ? new GZIPOutputStream(raw, BUFFER_BYTES) : raw;
    }

    /** Not closed with the command that writes to it. */
    private static final class StandardOutput extends FileOutputStream {

        StandardOutput() {
            super(FileDescriptor.out);
        }

        @Override
        public void close() {}
    }
}

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
 * <p>Until then the lines stand in a file beside it, which no other run uses, and which is deleted when the output is
 * closed before it is complete. Only the owner can read it, before and after, since posts name people.
 */
final class LineOutput implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final OutputStream stream;

    /** The file beside it, if there is one. */
    private final @Nullable Path written;

    /** What that file is to be called. */
    private final @Nullable Path target;

    private LineOutput(OutputStream stream, @Nullable Path written, @Nullable Path target) {
        this.stream = stream;
        this.written = written;
        this.target = target;
    }

    /** Standard output, written as the lines come. */
    static LineOutput standard() {
        return new LineOutput(new StandardOutput(), null, null);
    }

    /** Forgets what is written. */
    static LineOutput nowhere() {
        return new LineOutput(OutputStream.nullOutputStream(), null, null);
    }

    /**
     * Opens a file; what is there already stays until the new one is complete. What is not a regular file, such as a pipe
     * or a device, is written as the lines come.
     *
     * @param option the option that names the file, for messages
     * @throws IllegalArgumentException when it cannot be opened; the message says what to do
     */
    static LineOutput open(String option, Path file) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(option + " " + file + " is a folder: name a file.");
        }
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                return new LineOutput(compressed(file, Files.newOutputStream(file)), null, null);
            }
            // Behind a symbolic link stands the file that is to be replaced.
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

    /** Whether a file's name says that it is compressed. */
    static boolean isCompressed(Path file) {
        return file.toString().endsWith(".gz");
    }

    OutputStream stream() {
        return stream;
    }

    /** Gives the file its name. */
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

    /** Is not closed with the command that writes to it. */
    private static final class StandardOutput extends FileOutputStream {

        StandardOutput() {
            super(FileDescriptor.out);
        }

        @Override
        public void close() {}
    }
}

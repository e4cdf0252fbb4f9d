package io.pinpipe.cli;

import io.pinpipe.cli.internal.ProgressDisplay;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A file of lines, or standard input, with a display of how far it has been read. */
final class LineInput implements AutoCloseable {

    private static final int UNIT_BYTES = 1024;
    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream stream;
    private final ProgressDisplay display;

    private LineInput(InputStream stream, Counted counted, long bytes) {
        this.stream = stream;
        this.display = ProgressDisplay.of("KiB read", bytes < 0 ? ProgressDisplay.WITHOUT_END : bytes / UNIT_BYTES);
        counted.display = display;
    }

    /** Standard input. */
    static LineInput standard() {
        Counted counted = new Counted(new FileInputStream(FileDescriptor.in));
        return new LineInput(counted, counted, -1);
    }

    /**
     * Opens a file.
     *
     * @throws IllegalArgumentException if it cannot be opened; the message contains the remedy
     */
    static LineInput open(Path file) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("--in " + file + " is a folder: name a file of JSON lines.");
        }
        if (!Files.exists(file)) {
            throw new IllegalArgumentException("--in " + file + " does not exist: name a file of JSON lines.");
        }
        try {
            FileInputStream raw = new FileInputStream(file.toFile());
            try {
                Counted counted = new Counted(raw);
                InputStream stream =
                        LineOutput.isCompressed(file) ? new GZIPInputStream(counted, BUFFER_BYTES) : counted;
                return new LineInput(stream, counted, Files.isRegularFile(file) ? Files.size(file) : -1);
            } catch (IOException e) {
                raw.close();
                throw e;
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("--in " + file + " cannot be opened: " + e.getMessage() + ".", e);
        }
    }

    InputStream stream() {
        return stream;
    }

    @Override
    public void close() throws IOException {
        display.close();
        stream.close();
    }

    /** Counts the bytes read and shows them. */
    private static final class Counted extends FilterInputStream {

        private @Nullable ProgressDisplay display;
        private long bytes;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = in.read(into, from, length);
            bytes += Math.max(0, read);
            if (display != null) {
                display.show(bytes / UNIT_BYTES);
            }
            return read;
        }
    }
}

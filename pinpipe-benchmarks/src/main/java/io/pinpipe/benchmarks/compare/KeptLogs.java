package io.pinpipe.benchmarks.compare;

import io.pinpipe.testkit.servers.ServerLogs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Keeps the logs of servers while a comparison runs, so that a failure can be analysed. */
final class KeptLogs implements AutoCloseable {

    private static final Path DEFAULT_FOLDER = Path.of("target", "server-logs");

    private final List<Path> before;
    private boolean discarded;

    private KeptLogs(List<Path> before) {
        this.before = before;
    }

    static KeptLogs open() {
        if (System.getProperty(ServerLogs.FOLDER_PROPERTY) == null) {
            System.setProperty(ServerLogs.FOLDER_PROPERTY, DEFAULT_FOLDER.toString());
        }
        return new KeptLogs(files());
    }

    static Path folder() {
        return Path.of(System.getProperty(ServerLogs.FOLDER_PROPERTY, DEFAULT_FOLDER.toString()));
    }

    /** Deletes the logs of a completed comparison. */
    void discard() {
        discarded = true;
    }

    @Override
    public void close() {
        if (!discarded) {
            return;
        }
        for (Path file : files()) {
            if (!before.contains(file)) {
                delete(file);
            }
        }
    }

    private static List<Path> files() {
        if (!Files.isDirectory(folder())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder())) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.pinpipe.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps the logs of servers in processes of their own, whose folders are deleted when they end, so that a failed test
 * or comparison can be analysed afterwards.
 *
 * <p>Thread-safe.
 */
public final class ServerLogs {

    /** The system property with the folder to keep logs in; without it none are kept. */
    public static final String FOLDER_PROPERTY = "pinpipe.server.logs";

    private ServerLogs() {}

    /** Copies the logs in a server's folder, under the folder's own unique name. */
    static void keep(Path serverFolder) {
        String target = System.getProperty(FOLDER_PROPERTY, "");
        if (target.isEmpty() || !Files.isDirectory(serverFolder)) {
            return;
        }
        try {
            Path folder = Files.createDirectories(Path.of(target));
            for (Path log : logs(serverFolder)) {
                Files.copy(
                        log,
                        folder.resolve(serverFolder.getFileName() + "-" + log.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The logs of a server could not be kept in " + target, e);
        }
    }

    private static List<Path> logs(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".log") && Files.isRegularFile(file))
                    .toList();
        }
    }
}

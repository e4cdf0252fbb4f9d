package io.pinpipe.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The database and user of a new server, created by statements that it runs at startup. */
final class Bootstrap {

    private static final String USER = "pinpipe";

    private final String password = HexFormat.of().formatHex(randomBytes());

    private static byte[] randomBytes() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /** Writes the statements, one on each line, as {@code --init-file} requires. */
    Path write(Path folder) {
        String statements = """
                CREATE DATABASE %s CHARACTER SET utf8mb4;
                CREATE USER '%s'@'%%' IDENTIFIED BY '%s';
                GRANT ALL PRIVILEGES ON *.* TO '%s'@'%%' WITH GRANT OPTION;
                """.formatted(EmbeddedDatabase.DATABASE, USER, password, USER);
        try {
            return Files.writeString(folder.resolve("init.sql"), statements);
        } catch (IOException e) {
            throw new UncheckedIOException("The statements for the new server could not be written", e);
        }
    }

    DatabaseLogin login(int port) {
        return new DatabaseLogin("127.0.0.1", port, EmbeddedDatabase.DATABASE, USER, password);
    }
}

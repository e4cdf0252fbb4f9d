package io.pinpipe.cli;

import io.pinpipe.rds.RdsCredentials;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The database to use; its password is in a file or in the environment, never on the command line. */
final class DatabaseOption {

    @Option(
            names = "--db",
            paramLabel = "FILE",
            description = "Credentials file of the database, such as db_creds.yaml, with HOST, USER, PASSWORD,"
                    + " DATABASE and PORT. Without it RDS_HOST, RDS_USER, RDS_PASSWORD and so on are"
                    + " read from the environment.")
    private @Nullable Path file;

    /** Whether a database is given, by a file or by the environment. */
    boolean isGiven() {
        String host = System.getenv("RDS_HOST");
        return file != null || (host != null && !host.isEmpty());
    }

    RdsCredentials credentials() {
        return file == null ? RdsCredentials.fromEnvironment() : RdsCredentials.read(file);
    }
}

package io.pinpipe.testkit.servers;

/**
 * A database server that runs on this machine as a child process, listens only on 127.0.0.1 and stores its files in a
 * temporary folder. It has one empty database, {@value #DATABASE}, and one user with all privileges and a random
 * password.
 *
 * <p>Its time zone is not UTC, which exposes programs that confuse time zones. It ends with this process, unless the
 * process is killed. Thread-safe.
 */
public sealed interface EmbeddedDatabase extends AutoCloseable permits EmbeddedMariaDb, EmbeddedMySql8 {

    /** The name of the server's database: {@value}. */
    String DATABASE = "pinterest_data";

    /** The time zone of the server's sessions by default: {@value}. */
    String TIME_ZONE = "+05:30";

    /**
     * Returns the login; TLS is not required.
     *
     * @return the login of the user with all privileges
     */
    DatabaseLogin login();

    /** Stops the server and deletes its files. Idempotent. */
    @Override
    void close();
}

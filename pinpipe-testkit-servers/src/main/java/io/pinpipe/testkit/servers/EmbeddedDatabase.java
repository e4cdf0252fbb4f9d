package io.pinpipe.testkit.servers;

/**
 * A database server that runs on this machine as a child process, listens on 127.0.0.1 alone and keeps its files in a
 * temporary folder. It has one empty database, {@value #DATABASE}, and one user, who may do
 * everything and has a random password.
 *
 * <p>Its time zone is not UTC, so that a program that mixes up zones shows it. It ends with this process, unless that
 * one is killed. Thread-safe.
 */
public sealed interface EmbeddedDatabase extends AutoCloseable permits EmbeddedMariaDb, EmbeddedMySql8 {

    /** The name of the server's database: {@value}. */
    String DATABASE = "pinterest_data";

    /** The zone of the server's sessions, unless they choose another: {@value}. */
    String TIME_ZONE = "+05:30";

    /**
     * How to log in; TLS is not needed.
     *
     * @return the login of the user who may do everything
     */
    DatabaseLogin login();

    /** Stops the server and deletes its files. A second call has no effect. */
    @Override
    void close();
}

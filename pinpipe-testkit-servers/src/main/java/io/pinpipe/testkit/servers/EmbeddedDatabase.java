package io.pinpipe.testkit.servers;

import io.pinpipe.rds.RdsCredentials;

/**
 * A database server that runs on this machine as a child process, listens on 127.0.0.1 alone and keeps its files in a
 * temporary folder. It has one empty database, {@value RdsCredentials#DEFAULT_DATABASE}, and one user, who may do
 * everything and has a random password.
 *
 * <p>Its time zone is not UTC, so that a program that mixes up zones shows it. It ends with this process, unless that
 * one is killed. Thread-safe.
 */
public sealed interface EmbeddedDatabase extends AutoCloseable permits EmbeddedMariaDb, EmbeddedMySql8 {

    /** The zone of the server's sessions, unless they choose another: {@value}. */
    String TIME_ZONE = "+05:30";

    /**
     * How to log in.
     *
     * @return the credentials of the user who may do everything, without TLS
     */
    RdsCredentials credentials();

    /** Stops the server and deletes its files. A second call has no effect. */
    @Override
    void close();
}

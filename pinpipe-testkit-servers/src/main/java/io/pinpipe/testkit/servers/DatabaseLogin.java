package io.pinpipe.testkit.servers;

import java.util.Objects;

/**
 * Where a database is and how to log in to it. {@link #toString()} leaves the password out. Immutable and thread-safe.
 *
 * @param host a name or an address
 * @param port 1..65535
 * @param database the database's name
 * @param user who logs in
 * @param password the user's password
 */
public record DatabaseLogin(String host, int port, String database, String user, String password) {

    /** Checks that nothing is null. */
    public DatabaseLogin {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(database, "database");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
    }

    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + database;
    }
}

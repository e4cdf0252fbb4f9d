package io.pinpipe.testkit.servers;

import java.util.Objects;

/**
 * The address of a database and its login. {@link #toString()} omits the password. Immutable and thread-safe.
 *
 * @param host a name or an address
 * @param port 1..65535
 * @param database the database's name
 * @param user the user name
 * @param password the user's password
 */
public record DatabaseLogin(String host, int port, String database, String user, String password) {

    /** Throws {@link NullPointerException} when an argument is null. */
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

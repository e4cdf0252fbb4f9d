package io.pinpipe.rds;

import io.pinpipe.SourceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a MySQL database is and how to log in to it. The password is never shown: not by {@link #toString()}, nor in an
 * exception.
 *
 * <p>A credentials file, usually {@code db_creds.yaml}, has the keys {@code HOST}, {@code USER} and {@code PASSWORD},
 * and may have {@code DATABASE}, {@code PORT}, {@code SSL_MODE} and {@code SSL_CA}; in any case, each with or without
 * {@code RDS_} before it. Other keys are ignored. A relative {@code SSL_CA} counts from the file's folder.
 *
 * <p>The environment variables {@code RDS_HOST}, {@code RDS_USER}, {@code RDS_PASSWORD}, {@code RDS_DATABASE},
 * {@code RDS_PORT}, {@code RDS_SSL_MODE} and {@code RDS_SSL_CA} say the same; {@code SSL_MODE} and {@code SSL_CA} count
 * where the latter two are not set. An empty variable counts as not set.
 *
 * <p>Immutable and thread-safe.
 */
public final class RdsCredentials {

    /** The port when none is given, MySQL's own: {@value}. */
    public static final int DEFAULT_PORT = 3306;

    /** The database when none is given: {@value}. */
    public static final String DEFAULT_DATABASE = "pinterest_data";

    private static final Pattern NAME_OR_IPV4 = Pattern.compile("[\\p{L}\\p{N}._-]+");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?(::1|0:0:0:0:0:0:0:1)]?", Pattern.CASE_INSENSITIVE);

    private final String host;
    private final int port;
    private final String user;
    private final String password;
    private final String database;
    private final SslMode sslMode;
    private final @Nullable Path sslCa;

    private RdsCredentials(Builder builder) {
        this.host = builder.host;
        this.port = builder.port;
        this.user = builder.user;
        this.password = builder.password;
        this.database = builder.database;
        this.sslCa = builder.sslCa;
        this.sslMode = builder.sslMode();
    }

    /**
     * Reads a credentials file; what the environment gives takes the place of what the file gives, key by key.
     *
     * @param file a YAML file, see above
     * @return the credentials
     * @throws IllegalArgumentException when the file cannot be read, lacks a key that the environment does not give
     *     either, or gives a value that cannot be right; all missing keys are named at once, no value is
     */
    public static RdsCredentials read(Path file) {
        return read(file, System.getenv());
    }

    /**
     * Takes the credentials from the environment alone.
     *
     * @return the credentials
     * @throws IllegalArgumentException when a variable is missing or its value cannot be right; all missing ones are
     *     named at once, no value is
     */
    public static RdsCredentials fromEnvironment() {
        return fromEnvironment(System.getenv());
    }

    /**
     * Begins with what is required.
     *
     * @param host a name or an address, without a scheme or a port
     * @param user who logs in
     * @param password the user's password; may be empty
     * @return a builder
     */
    public static Builder builder(String host, String user, String password) {
        return new Builder(host, user, password);
    }

    static RdsCredentials read(Path file, Map<String, String> environment) {
        Map<CredentialsKey, String> values = new EnumMap<>(CredentialsKey.class);
        values.putAll(CredentialsFile.read(file));
        values.computeIfPresent(
                CredentialsKey.SSL_CA, (key, ca) -> file.resolveSibling(ca).toString());
        values.putAll(CredentialsKey.in(environment));
        List<CredentialsKey> missing = missing(values);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(file + " lacks " + names(missing, CredentialsKey::name)
                    + ": add what is missing, or set " + names(missing, CredentialsKey::variable)
                    + " in the environment");
        }
        return from(values, "credentials of " + file);
    }

    static RdsCredentials fromEnvironment(Map<String, String> environment) {
        Map<CredentialsKey, String> values = CredentialsKey.in(environment);
        List<CredentialsKey> missing = missing(values);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("the environment lacks " + names(missing, CredentialsKey::variable)
                    + ": set what is missing, or give a credentials file");
        }
        return from(values, "credentials of the environment");
    }

    private static RdsCredentials from(Map<CredentialsKey, String> values, String origin) {
        Builder builder = builder(
                value(values, CredentialsKey.HOST).strip(),
                value(values, CredentialsKey.USER).strip(),
                value(values, CredentialsKey.PASSWORD));
        return builder.take(values).build(origin);
    }

    private static List<CredentialsKey> missing(Map<CredentialsKey, String> values) {
        return CredentialsKey.REQUIRED.stream()
                .filter(key -> !values.containsKey(key))
                .toList();
    }

    private static String names(List<CredentialsKey> keys, Function<CredentialsKey, String> name) {
        return keys.stream().map(name).collect(Collectors.joining(", "));
    }

    private static String value(Map<CredentialsKey, String> values, CredentialsKey key) {
        return Objects.requireNonNull(values.get(key));
    }

    /**
     * The server's name or address.
     *
     * @return the host, without a port
     */
    public String host() {
        return host;
    }

    /**
     * The server's port.
     *
     * @return 1..65535
     */
    public int port() {
        return port;
    }

    /**
     * Who logs in.
     *
     * @return the user's name
     */
    public String user() {
        return user;
    }

    /**
     * The database that holds the three tables.
     *
     * @return its name
     */
    public String database() {
        return database;
    }

    /**
     * How far connections are encrypted.
     *
     * @return the mode given; when none was, {@link SslMode#VERIFY_CA} with an authority,
     *     {@link SslMode#PREFERRED} for a server on this machine, else {@link SslMode#REQUIRED}
     */
    public SslMode sslMode() {
        return sslMode;
    }

    /**
     * The authority that the server's certificate must come from.
     *
     * @return a PEM file with one certificate or more; empty when Java's own list of authorities counts
     */
    public Optional<Path> sslCa() {
        return Optional.ofNullable(sslCa);
    }

    /**
     * Opens a connection of its own, outside any pool, by the same rules as {@link RdsPostSource} does: for programs
     * that create or fill tables.
     *
     * @return an open connection, in auto-commit mode, to be closed by the caller
     * @throws SourceException when the server cannot be reached or refuses the login
     */
    public Connection connect() {
        return Connections.openOne(this);
    }

    String password() {
        return password;
    }

    /** Whether the server is on this machine, as far as its name or address shows without a look-up. */
    boolean isLoopback() {
        return LOOPBACK.matcher(host).matches();
    }

    /** The server as it stands in messages. */
    String address() {
        return host + ":" + port;
    }

    /** Shows all but the password. */
    @Override
    public String toString() {
        return "RdsCredentials[" + user + "@" + address() + "/" + database + ", sslMode=" + sslMode
                + (sslCa == null ? "" : ", sslCa=" + sslCa) + "]";
    }

    /** Builds {@link RdsCredentials}. Not thread-safe. */
    public static final class Builder {

        private final String host;
        private final String user;
        private final String password;
        private final List<String> problems = new ArrayList<>();
        private int port = DEFAULT_PORT;
        private String database = DEFAULT_DATABASE;
        private @Nullable SslMode sslMode;
        private @Nullable Path sslCa;

        private Builder(String host, String user, String password) {
            this.host = Objects.requireNonNull(host, "host");
            this.user = Objects.requireNonNull(user, "user");
            this.password = Objects.requireNonNull(password, "password");
        }

        /**
         * Sets the server's port.
         *
         * @param port 1..65535; {@value RdsCredentials#DEFAULT_PORT} when not set
         * @return this builder
         */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /**
         * Sets the database.
         *
         * @param database its name; {@value RdsCredentials#DEFAULT_DATABASE} when not set
         * @return this builder
         */
        public Builder database(String database) {
            this.database = Objects.requireNonNull(database, "database");
            return this;
        }

        /**
         * Sets how far connections are encrypted.
         *
         * @param sslMode the mode; see {@link RdsCredentials#sslMode()} for when it is not set
         * @return this builder
         */
        public Builder sslMode(SslMode sslMode) {
            this.sslMode = Objects.requireNonNull(sslMode, "sslMode");
            return this;
        }

        /**
         * Sets the authority that the server's certificate must come from, as Amazon's {@code global-bundle.pem}.
         *
         * @param sslCa a PEM file with one certificate or more; only for the modes that verify
         * @return this builder
         */
        public Builder sslCa(Path sslCa) {
            this.sslCa = Objects.requireNonNull(sslCa, "sslCa");
            return this;
        }

        /**
         * Builds the credentials. Nothing is connected to.
         *
         * @return the credentials
         * @throws IllegalArgumentException when a value cannot be right; all problems are named at once
         */
        public RdsCredentials build() {
            return build("credentials");
        }

        private Builder take(Map<CredentialsKey, String> values) {
            values.forEach((key, value) -> {
                switch (key) {
                    case PORT -> port = number(value);
                    case DATABASE -> database = value.strip();
                    case SSL_MODE -> sslMode = mode(value);
                    case SSL_CA -> sslCa = Path.of(value.strip());
                    case HOST, USER, PASSWORD -> {}
                }
            });
            return this;
        }

        private RdsCredentials build(String origin) {
            if (!NAME_OR_IPV4.matcher(host).matches() && !Ipv6.isAddress(host)) {
                problems.add("HOST must be a name or an address alone, without a scheme, a port or a path");
            }
            if (user.isBlank()) {
                problems.add("USER must not be empty");
            }
            if (database.isBlank()) {
                problems.add("DATABASE must not be empty");
            }
            if (port < 1 || port > 65_535) {
                problems.add("PORT must be a number from 1 to 65535");
            }
            if (sslCa != null && !sslMode().verifies()) {
                problems.add("SSL_CA is of use only with SSL_MODE VERIFY_CA or VERIFY_IDENTITY, not with " + sslMode());
            }
            if (sslCa != null && !Files.isReadable(sslCa)) {
                problems.add("SSL_CA names a file that cannot be read: " + sslCa);
            }
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException(origin + " cannot be used: " + String.join("; ", problems));
            }
            return new RdsCredentials(this);
        }

        private SslMode sslMode() {
            if (sslMode != null) {
                return sslMode;
            }
            if (sslCa != null) {
                return SslMode.VERIFY_CA;
            }
            return LOOPBACK.matcher(host).matches() ? SslMode.PREFERRED : SslMode.REQUIRED;
        }

        private static int number(String port) {
            try {
                return Integer.parseInt(port.strip());
            } catch (NumberFormatException notANumber) {
                return 0;
            }
        }

        private @Nullable SslMode mode(String name) {
            try {
                return SslMode.parse(name);
            } catch (IllegalArgumentException unknown) {
                problems.add("SSL_MODE must be one of " + List.of(SslMode.values()));
                return null;
            }
        }
    }
}

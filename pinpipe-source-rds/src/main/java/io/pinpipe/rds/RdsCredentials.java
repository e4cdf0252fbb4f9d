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
 * The address of a MySQL database and its login. The password is never revealed, neither by {@link #toString()} nor in
 * an exception.
 *
 * <p>A credentials file, usually {@code db_creds.yaml}, has the keys {@code HOST}, {@code USER} and {@code PASSWORD},
 * and optionally {@code DATABASE}, {@code PORT}, {@code SSL_MODE} and {@code SSL_CA}; in any case, each with or without
 * the prefix {@code RDS_}. Other keys are ignored. A relative {@code SSL_CA} is resolved against the file's folder.
 *
 * <p>The environment variables {@code RDS_HOST}, {@code RDS_USER}, {@code RDS_PASSWORD}, {@code RDS_DATABASE},
 * {@code RDS_PORT}, {@code RDS_SSL_MODE} and {@code RDS_SSL_CA} have the same meaning; {@code SSL_MODE} and
 * {@code SSL_CA} are used when the latter two are not set. Empty variables count as not set.
 *
 * <p>Immutable and thread-safe.
 */
public final class RdsCredentials {

    /** The default port, MySQL's own: {@value}. */
    public static final int DEFAULT_PORT = 3306;

    /** The default database: {@value}. */
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
     * Reads a credentials file; environment variables override the file, key by key.
     *
     * @param file a YAML file as described above
     * @return the credentials
     * @throws IllegalArgumentException when the file cannot be read, lacks a key that the environment lacks too, or
     *     contains an invalid value; names all missing keys at once, and no value
     */
    public static RdsCredentials read(Path file) {
        return read(file, System.getenv());
    }

    /**
     * Reads the credentials from the environment alone.
     *
     * @return the credentials
     * @throws IllegalArgumentException when a variable is missing or invalid; names all missing ones at once, and no
     *     value
     */
    public static RdsCredentials fromEnvironment() {
        return fromEnvironment(System.getenv());
    }

    /**
     * Creates a builder.
     *
     * @param host a name or an address, without a scheme or a port
     * @param user the user name
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
                    + "; add them, or set " + names(missing, CredentialsKey::variable)
                    + " in the environment");
        }
        return from(values, "credentials of " + file);
    }

    static RdsCredentials fromEnvironment(Map<String, String> environment) {
        Map<CredentialsKey, String> values = CredentialsKey.in(environment);
        List<CredentialsKey> missing = missing(values);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("the environment lacks " + names(missing, CredentialsKey::variable)
                    + "; set them, or specify a credentials file");
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
     * Returns the server's name or address.
     *
     * @return the host, without a port
     */
    public String host() {
        return host;
    }

    /**
     * Returns the server's port.
     *
     * @return 1..65535
     */
    public int port() {
        return port;
    }

    /**
     * Returns the user name.
     *
     * @return the user's name
     */
    public String user() {
        return user;
    }

    /**
     * Returns the database that contains the three tables.
     *
     * @return its name
     */
    public String database() {
        return database;
    }

    /**
     * Returns how connections are encrypted.
     *
     * @return the configured mode; by default {@link SslMode#VERIFY_CA} with an authority, {@link SslMode#PREFERRED}
     *     for a server on this machine, otherwise {@link SslMode#REQUIRED}
     */
    public SslMode sslMode() {
        return sslMode;
    }

    /**
     * Returns the authority that must have signed the server's certificate.
     *
     * @return a PEM file with one or more certificates; empty when Java's own trust store applies
     */
    public Optional<Path> sslCa() {
        return Optional.ofNullable(sslCa);
    }

    /**
     * Opens a connection outside any pool, with the same settings as {@link RdsPostSource}: for programs that create or
     * fill tables.
     *
     * @return an open connection in auto-commit mode; the caller closes it
     * @throws SourceException when the server cannot be reached or refuses the login
     */
    public Connection connect() {
        return Connections.openOne(this);
    }

    String password() {
        return password;
    }

    /** Whether the server is on this machine, judging by its name or address without resolving it. */
    boolean isLoopback() {
        return LOOPBACK.matcher(host).matches();
    }

    /** The server as named in messages. */
    String address() {
        return host + ":" + port;
    }

    /** Shows everything except the password. */
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
         * @param port 1 to 65535; {@value RdsCredentials#DEFAULT_PORT} by default
         * @return this builder
         */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /**
         * Sets the database.
         *
         * @param database its name; {@value RdsCredentials#DEFAULT_DATABASE} by default
         * @return this builder
         */
        public Builder database(String database) {
            this.database = Objects.requireNonNull(database, "database");
            return this;
        }

        /**
         * Sets how connections are encrypted.
         *
         * @param sslMode the mode; see {@link RdsCredentials#sslMode()} for the default
         * @return this builder
         */
        public Builder sslMode(SslMode sslMode) {
            this.sslMode = Objects.requireNonNull(sslMode, "sslMode");
            return this;
        }

        /**
         * Sets the authority that must have signed the server's certificate, such as Amazon's
         * {@code global-bundle.pem}.
         *
         * @param sslCa a PEM file with one or more certificates; requires a mode that verifies
         * @return this builder
         */
        public Builder sslCa(Path sslCa) {
            this.sslCa = Objects.requireNonNull(sslCa, "sslCa");
            return this;
        }

        /**
         * Creates the credentials. Does not connect.
         *
         * @return the credentials
         * @throws IllegalArgumentException when a value is invalid; names all problems at once
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
                problems.add("SSL_CA requires SSL_MODE VERIFY_CA or VERIFY_IDENTITY, not " + sslMode());
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

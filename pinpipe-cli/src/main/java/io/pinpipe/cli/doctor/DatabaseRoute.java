package io.pinpipe.cli.doctor;

import io.pinpipe.Reason;
import io.pinpipe.SourceException;
import io.pinpipe.rds.RdsCredentials;
import io.pinpipe.rds.RdsPostSource;
import java.security.cert.CertificateException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The hops to the database. Not thread-safe. */
final class DatabaseRoute {

    /** Error numbers from MySQL's server error reference. */
    private static final int DATABASE_ACCESS_DENIED = 1044;

    private static final int SECURE_TRANSPORT_REQUIRED = 3159;

    private static final Duration CONNECT_TIMEOUT_MIN = Duration.ofMillis(250);

    private final Supplier<RdsCredentials> reading;
    private final Network network;
    private final Duration patience;
    private @Nullable RdsCredentials credentials;
    private @Nullable Connection connection;
    private @Nullable SourceException refusal;

    DatabaseRoute(Supplier<RdsCredentials> reading, Network network, Duration patience) {
        this.reading = reading;
        this.network = network;
        this.patience = patience;
    }

    void walk(Route route) throws InterruptedException {
        try {
            route.then("credentials", this::credentials)
                    .then("database dns", () -> network.dns(List.of(server())))
                    .then("database tcp", () -> network.tcp(List.of(server())))
                    .then("database server", () -> MySqlGreeting.read(network, server()))
                    .then("database tls", this::tls)
                    .then("database login", this::login)
                    .then("database tables", this::tables);
            route.beside("database rows", () -> query(TableFigures::rows));
            route.beside("database key index", () -> query(TableFigures::keyIndex));
        } finally {
            disconnect();
        }
    }

    private CheckResult credentials() {
        try {
            credentials = reading.get();
            return CheckResult.ok(known() + ", password given");
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            int end = message.indexOf(": ");
            return end < 0
                    ? CheckResult.wrong(message, "specify the right file, or set RDS_HOST, RDS_USER and RDS_PASSWORD")
                    : CheckResult.wrong(message.substring(0, end), message.substring(end + 2));
        }
    }

    private CheckResult tls() {
        try {
            connection = known().connect();
            String version = status(connection, "Ssl_version");
            return version.isEmpty() ? plain() : CheckResult.ok(version + ", SSL_MODE " + known().sslMode());
        } catch (SourceException e) {
            refusal = e;
            return isAboutTls(e)
                    ? CheckResult.wrong(String.valueOf(e.getMessage()))
                    : CheckResult.ok("the login was reached, SSL_MODE " + known().sslMode());
        } catch (SQLException e) {
            return CheckResult.ok("connected, SSL_MODE " + known().sslMode());
        }
    }

    private CheckResult plain() {
        String saw = "not encrypted, SSL_MODE " + known().sslMode();
        return isLoopback()
                ? CheckResult.ok(saw)
                : CheckResult.hint(saw, "set SSL_MODE to REQUIRED unless the network is trusted");
    }

    private CheckResult login() {
        if (refusal != null && !isAboutNames(refusal)) {
            return CheckResult.wrong(String.valueOf(refusal.getMessage()));
        }
        return CheckResult.ok("user " + known().user() + " may log in");
    }

    private CheckResult tables() {
        if (refusal != null) {
            return CheckResult.wrong(String.valueOf(refusal.getMessage()));
        }
        Duration connect = patience.compareTo(CONNECT_TIMEOUT_MIN) < 0 ? CONNECT_TIMEOUT_MIN : patience;
        try (RdsPostSource source = RdsPostSource.builder(known())
                .poolSize(1)
                .connectTimeout(connect)
                .retryTimeout(Duration.ZERO)
                .build()) {
            return CheckResult.ok("the three tables have all their columns");
        } catch (SourceException e) {
            return CheckResult.wrong(String.valueOf(e.getMessage()));
        }
    }

    private CheckResult query(TableQuery query) {
        Connection open = connection;
        if (open == null) {
            throw new IllegalStateException("not connected");
        }
        try {
            return query.look(open);
        } catch (SQLException e) {
            return CheckResult.wrong(
                    "the server " + server() + " rejected the query,  " + e.getMessage(), "see the server's log");
        }
    }

    /** A check by SQL. */
    private interface TableQuery {
        CheckResult look(Connection connection) throws SQLException;
    }

    /** Whether the database, or permission to use it, is missing: the login itself succeeded. */
    private static boolean isAboutNames(SourceException e) {
        int code = errorCode(e);
        return e.reason() == Reason.NOT_FOUND || code == DATABASE_ACCESS_DENIED;
    }

    private static boolean isAboutTls(SourceException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof SSLException
                    || cause instanceof CertificateException
                    || message.contains("SSL Connection required")
                    || message.contains("Public Key Retrieval")) {
                return true;
            }
        }
        return errorCode(e) == SECURE_TRANSPORT_REQUIRED;
    }

    private static int errorCode(SourceException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() != 0) {
                return sql.getErrorCode();
            }
        }
        return 0;
    }

    private static String status(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW SESSION STATUS LIKE '" + name + "'")) {
            String value = row.next() ? row.getString(2) : null;
            return value == null ? "" : value;
        }
    }

    private boolean isLoopback() {
        String host = known().host();
        return host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.equals("::1");
    }

    private Endpoint server() {
        return new Endpoint(known().host().replace("[", "").replace("]", ""), known().port());
    }

    private RdsCredentials known() {
        if (credentials == null) {
            throw new IllegalStateException("no credentials were read");
        }
        return credentials;
    }

    private void disconnect() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                // only read from
            }
        }
    }
}

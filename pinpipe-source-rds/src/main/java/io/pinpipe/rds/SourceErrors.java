package io.pinpipe.rds;

import com.mysql.cj.exceptions.MysqlErrorNumbers;
import io.pinpipe.Reason;
import io.pinpipe.SourceException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Maps database and network failures to exceptions with cause and remedy. Thread-safe. */
final class SourceErrors {

    /** MariaDB's own error numbers, from its error code reference. */
    private static final int MARIADB_CONNECTION_KILLED = 1927;

    private static final int MARIADB_ACCOUNT_LOCKED = 4151;

    /** Transient conditions of a reachable server. */
    private static final Set<Integer> PASSING = Set.of(
            MysqlErrorNumbers.ER_CON_COUNT_ERROR,
            MysqlErrorNumbers.ER_TOO_MANY_USER_CONNECTIONS,
            MysqlErrorNumbers.ER_SERVER_SHUTDOWN,
            MysqlErrorNumbers.ER_QUERY_INTERRUPTED,
            MysqlErrorNumbers.ER_LOCK_WAIT_TIMEOUT,
            MysqlErrorNumbers.ER_LOCK_DEADLOCK,
            MysqlErrorNumbers.ER_CLIENT_INTERACTION_TIMEOUT,
            MARIADB_CONNECTION_KILLED);

    private final RdsCredentials credentials;

    SourceErrors(RdsCredentials credentials) {
        this.credentials = credentials;
    }

    static SourceException nullKey(SourceTable table) {
        return new SourceException(
                Reason.INVALID,
                "table " + table.label() + " has a row whose " + table.key()
                        + " is NULL: give it an index of its own or delete it",
                null);
    }

    /**
     * Maps an exception of the driver.
     *
     * @param failure the driver's exception
     * @param doing the activity, as a phrase that follows "while", such as {@code reading user_data}
     */
    SourceException translate(SQLException failure, String doing) {
        SQLException answer = answer(failure);
        SourceException login = login(answer);
        if (login != null) {
            return login;
        }
        SourceException rights = rightsOrNames(answer);
        if (rights != null) {
            return rights;
        }
        SourceException network = network(failure, doing);
        if (network != null) {
            return network;
        }
        if (isPassing(failure)) {
            return exception(
                    Reason.UNAVAILABLE,
                    server() + " became unavailable while " + doing + ": " + message(failure) + "; try again later",
                    failure);
        }
        return exception(
                Reason.REJECTED,
                server() + " rejected a statement while " + doing + ": " + message(failure)
                        + "; check the server's log",
                failure);
    }

    private @Nullable SourceException login(SQLException failure) {
        return switch (failure.getErrorCode()) {
            case MysqlErrorNumbers.ER_ACCESS_DENIED_ERROR, MysqlErrorNumbers.ER_ACCESS_DENIED_NO_PASSWORD_ERROR ->
                exception(
                        Reason.UNAUTHENTICATED,
                        server() + " refuses the login of user " + credentials.user()
                                + ": check USER and PASSWORD, and that this user may log in from this machine"
                                + (credentials.sslMode() == SslMode.DISABLED ? " and without TLS" : ""),
                        failure);
            case MysqlErrorNumbers.ER_MUST_CHANGE_PASSWORD_LOGIN, MysqlErrorNumbers.ER_MUST_CHANGE_PASSWORD ->
                exception(
                        Reason.UNAUTHENTICATED,
                        "the password of user " + credentials.user() + " at " + server()
                                + " has expired: change it with the mysql client, and in the credentials",
                        failure);
            case MysqlErrorNumbers.ER_ACCOUNT_HAS_BEEN_LOCKED, MARIADB_ACCOUNT_LOCKED ->
                exception(
                        Reason.UNAUTHENTICATED,
                        server() + " has locked the account of user " + credentials.user()
                                + ": have its administrator unlock it",
                        failure);
            case MysqlErrorNumbers.ER_HOST_NOT_PRIVILEGED, MysqlErrorNumbers.ER_HOST_IS_BLOCKED ->
                exception(
                        Reason.FORBIDDEN,
                        server() + " does not accept connections from this machine: have its administrator allow them",
                        failure);
            case MysqlErrorNumbers.ER_SECURE_TRANSPORT_REQUIRED ->
                exception(Reason.REJECTED, server() + " requires TLS: set SSL_MODE to REQUIRED or VERIFY_CA", failure);
            default -> null;
        };
    }

    private @Nullable SourceException rightsOrNames(SQLException failure) {
        return switch (failure.getErrorCode()) {
            case MysqlErrorNumbers.ER_DBACCESS_DENIED_ERROR ->
                exception(
                        Reason.FORBIDDEN,
                        "user " + credentials.user() + " may not use database " + credentials.database() + " at "
                                + server() + ", or it does not exist: check DATABASE, and grant the user SELECT on it",
                        failure);
            case MysqlErrorNumbers.ER_TABLEACCESS_DENIED_ERROR, MysqlErrorNumbers.ER_COLUMNACCESS_DENIED_ERROR ->
                exception(
                        Reason.FORBIDDEN,
                        server() + " reported: " + message(failure) + "; grant user " + credentials.user()
                                + " SELECT on the tables of database " + credentials.database(),
                        failure);
            case MysqlErrorNumbers.ER_BAD_DB_ERROR ->
                exception(
                        Reason.NOT_FOUND,
                        server() + " has no database " + credentials.database()
                                + ": check DATABASE, or create and fill it",
                        failure);
            case MysqlErrorNumbers.ER_NO_SUCH_TABLE, MysqlErrorNumbers.ER_BAD_FIELD_ERROR ->
                exception(
                        Reason.NOT_FOUND,
                        "database " + credentials.database() + " at " + server() + " reported: " + message(failure)
                                + "; check DATABASE, and that its three tables are complete",
                        failure);
            default -> null;
        };
    }

    private @Nullable SourceException network(SQLException failure, String doing) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = network(cause, doing);
            if (message != null) {
                return exception(isSettledByTrying(cause) ? Reason.UNAVAILABLE : Reason.REJECTED, message, failure);
            }
        }
        return null;
    }

    private @Nullable String network(Throwable cause, String doing) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof UnknownHostException) {
            return "the database's host " + credentials.host()
                    + " cannot be resolved: check HOST, and that this machine's DNS or VPN resolves it";
        }
        if (cause instanceof NoRouteToHostException) {
            return "no route to " + server() + ": check HOST and PORT, and this machine's network or VPN";
        }
        if (cause instanceof ConnectException) {
            return "nothing accepts connections at " + server()
                    + ": check HOST and PORT, and that the database is running and its firewall admits this machine";
        }
        if (cause instanceof SocketTimeoutException) {
            return message.toLowerCase(Locale.ROOT).contains("connect")
                    ? server() + " did not respond in time: check HOST and PORT, and that the database's security group"
                            + " or firewall admits this machine"
                    : server() + " stopped responding while " + doing
                            + ": check that it is a MySQL server and not overloaded, or raise the timeout";
        }
        if (cause instanceof CertificateException) {
            return "the certificate of " + server() + " is not trusted: " + innermost(cause)
                    + "; check SSL_CA, and with VERIFY_IDENTITY that HOST is the name in the certificate";
        }
        if (cause instanceof SSLException && !(cause.getCause() instanceof CertificateException)) {
            return "the TLS handshake with " + server() + " failed: " + innermost(cause)
                    + "; check SSL_MODE, and which versions of TLS the server offers";
        }
        if (message.contains("SSL Connection required")) {
            return server() + " offers no TLS, and SSL_MODE is " + credentials.sslMode()
                    + ": enable TLS there, or set SSL_MODE to PREFERRED if the network is trusted";
        }
        if (message.contains("Public Key Retrieval")) {
            return server() + " accepts the password only over TLS or from this machine: set SSL_MODE to REQUIRED";
        }
        return null;
    }

    private static boolean isSettledByTrying(Throwable cause) {
        return cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException
                || cause instanceof ConnectException
                || cause instanceof SocketTimeoutException;
    }

    /** Returns the server's own error, which a pool may have wrapped; the given exception when there is none. */
    private static SQLException answer(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() != 0) {
                return sql;
            }
        }
        return failure;
    }

    /** Whether the connection was lost, temporarily refused or unavailable, rather than the request being wrong. */
    private static boolean isPassing(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException
                    || (cause instanceof SQLException sql && (PASSING.contains(sql.getErrorCode()) || isLost(sql)))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the driver lost the connection: indicated by SQL states of class 08, or by Connector/J's general state
     * when it happened within a row.
     */
    private static boolean isLost(SQLException failure) {
        String state = failure.getSQLState();
        return state != null
                && (state.startsWith("08")
                        || (state.equals(MysqlErrorNumbers.SQLSTATE_CONNJ_GENERAL_ERROR)
                                && failure.getErrorCode() == 0));
    }

    private String server() {
        return "the database server " + credentials.address();
    }

    /** Returns the first line of the message; Connector/J appends how long ago packets were sent. */
    private static String message(SQLException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no message");
    }

    private static String innermost(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return String.valueOf(innermost.getMessage());
    }

    private static SourceException exception(Reason reason, String message, Throwable cause) {
        return new SourceException(reason, message, cause);
    }
}

package io.pinpipe.rds;

import com.mysql.cj.jdbc.MysqlDataSource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Connector/J, configured for one server. Thread-safe. */
final class Connections implements AutoCloseable {

    /** How long the server waits for a client that does not read rows; Connector/J's own default. */
    private static final int NET_WRITE_SECONDS = 600;

    private final RdsCredentials credentials;
    private final @Nullable TrustStore trusted;
    private final MysqlDataSource dataSource;

    /**
     * Configures the driver; does not connect.
     *
     * @param credentials the server and the login
     * @param connectTimeout how long establishing a connection may take
     * @param readTimeout how long the server may take to respond; zero is unlimited
     */
    Connections(RdsCredentials credentials, Duration connectTimeout, Duration readTimeout) {
        this.credentials = credentials;
        this.trusted = credentials.sslCa().map(TrustStore::of).orElse(null);
        this.dataSource = new ServerDataSource(Math.toIntExact(Math.min(readTimeout.toMillis(), Integer.MAX_VALUE)));
        dataSource.setURL(url(connectTimeout));
        dataSource.setUser(credentials.user());
        dataSource.setPassword(credentials.password());
    }

    static Connection openOne(RdsCredentials credentials) {
        try (Connections connections =
                new Connections(credentials, RdsPostSource.DEFAULT_CONNECT_TIMEOUT, Duration.ZERO)) {
            return connections.dataSource().getConnection();
        } catch (SQLException failure) {
            throw new SourceErrors(credentials).translate(failure, "connecting");
        }
    }

    MysqlDataSource dataSource() {
        return dataSource;
    }

    private String url(Duration connectTimeout) {
        String parameters = properties(connectTimeout).entrySet().stream()
                .map(property -> property.getKey() + "=" + encoded(property.getValue()))
                .collect(Collectors.joining("&"));
        String host = credentials.host();
        return "jdbc:mysql://" + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":"
                + credentials.port() + "/" + encoded(credentials.database()) + "?" + parameters;
    }

    private Map<String, String> properties(Duration connectTimeout) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("sslMode", credentials.sslMode().name());
        if (trusted != null) {
            properties.put("trustCertificateKeyStoreUrl", trusted.url());
            properties.put("trustCertificateKeyStoreType", TrustStore.TYPE);
            properties.put("trustCertificateKeyStorePassword", TrustStore.PASSWORD);
        }
        // Without TLS, caching_sha2_password encrypts the password with a key that an impostor may have supplied.
        properties.put("allowPublicKeyRetrieval", Boolean.toString(credentials.isLoopback()));
        properties.put("connectTimeout", Long.toString(connectTimeout.toMillis()));
        // Applies to the login; a query may take longer.
        properties.put("socketTimeout", Long.toString(connectTimeout.toMillis()));
        properties.put("characterEncoding", "UTF-8");
        // TIMESTAMP columns are stored in UTC and shown in the session's time zone.
        properties.put("sessionVariables", "time_zone='+00:00',net_write_timeout=" + NET_WRITE_SECONDS);
        properties.put("netTimeoutForStreamingResults", "0");
        // In the text protocol a FLOAT arrives as the six digits that SELECT shows, in the binary protocol as a float.
        properties.put("useServerPrepStmts", "false");
        properties.put("tinyInt1isBit", "false");
        properties.put("rewriteBatchedStatements", "true");
        properties.put("logger", "Slf4JLogger");
        return properties;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        if (trusted != null) {
            trusted.close();
        }
    }

    /**
     * Applies the longer read timeout once the login is done. Preserves the login timeout, which a pool uses as the
     * time its threads may take to end; Connector/J drops it.
     */
    private static final class ServerDataSource extends MysqlDataSource {

        private static final long serialVersionUID = 1L;

        private final int readMillis;
        private int loginTimeoutSeconds;

        ServerDataSource(int readMillis) {
            this.readMillis = readMillis;
        }

        @Override
        protected Connection getConnection(Properties properties) throws SQLException {
            Connection connection = super.getConnection(properties);
            try {
                connection.setNetworkTimeout(Runnable::run, readMillis);
                return connection;
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        }

        @Override
        public void setLoginTimeout(int seconds) {
            loginTimeoutSeconds = seconds;
        }

        @Override
        public int getLoginTimeout() {
            return loginTimeoutSeconds;
        }
    }
}

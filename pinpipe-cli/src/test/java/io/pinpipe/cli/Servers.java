package io.pinpipe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.rds.RdsCredentials;
import io.pinpipe.rds.SslMode;
import io.pinpipe.testkit.servers.DatabaseLogin;
import io.pinpipe.testkit.servers.EmbeddedKafka;
import io.pinpipe.testkit.servers.EmbeddedMariaDb;
import io.pinpipe.testkit.servers.KafkaBroker;
import io.pinpipe.testkit.servers.RestProxyStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A database, a broker and a REST proxy shared by the command line's tests, and a login for them. */
final class Servers implements AutoCloseable {

    static final String PASSWORD = "Tr0ub4dor&3";

    private final EmbeddedMariaDb database = EmbeddedMariaDb.start();
    private final KafkaBroker broker;
    private final RestProxyStandIn proxy;

    Servers() {
        try {
            broker = EmbeddedKafka.open();
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
        try {
            proxy = RestProxyStandIn.builder(broker.bootstrapServers()).start();
            sql("CREATE USER person IDENTIFIED BY '" + PASSWORD + "'", "GRANT ALL ON *.* TO person");
        } catch (RuntimeException e) {
            broker.close();
            database.close();
            throw e;
        }
    }

    KafkaBroker broker() {
        return broker;
    }

    String kafka() {
        return "kafka://" + broker.bootstrapServers();
    }

    String rest() {
        return proxy.uri().toString();
    }

    /** Creates an empty database, and writes a credentials file for it. */
    Path newDatabase(Path folder, String password) {
        String name = "posts_" + UUID.randomUUID().toString().replace("-", "");
        sql("CREATE DATABASE " + name);
        try {
            return Files.writeString(
                    folder.resolve(name + ".yaml"),
                    "HOST: 127.0.0.1\nPORT: " + database.login().port() + "\nUSER: person\nPASSWORD: '" + password
                            + "'\nDATABASE: " + name + "\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Creates a database of generated posts, and writes a credentials file for it. */
    Path filledDatabase(Path folder, int rows) {
        Path credentials = newDatabase(folder, PASSWORD);
        CommandRun filled = CommandRun.of("generate", "--rows", Integer.toString(rows), "--db", credentials.toString());
        assertThat(filled.exitCode()).as(filled.err()).isZero();
        return credentials;
    }

    void sql(String... statements) {
        DatabaseLogin login = database.login();
        RdsCredentials owner = RdsCredentials.builder(login.host(), login.user(), login.password())
                .port(login.port())
                .sslMode(SslMode.DISABLED)
                .build();
        try (Connection connection = owner.connect();
                Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try (database;
                broker;
                proxy) {
            // closed in reverse order, all of them
        }
    }
}

package io.pinpipe.rds;

import io.pinpipe.Post;
import io.pinpipe.PostSource;
import io.pinpipe.testkit.GeneratedPosts;
import io.pinpipe.testkit.servers.DatabaseLogin;
import io.pinpipe.testkit.servers.EmbeddedDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/**
 * Shared by the suites on a database server: its three tables, a read-only user, and sources that are closed after the
 * test.
 */
abstract class DatabaseCases {

    static final String READER = "reader";
    static final String READERS_PASSWORD = "pass-word of the reader";

    private final List<RdsPostSource> opened = new ArrayList<>();

    abstract EmbeddedDatabase server();

    /** Drops all tables and creates the read-only user. */
    final void beginWithoutTables() {
        tables().drop();
        sql(
                "CREATE USER IF NOT EXISTS '" + READER + "'@'%' IDENTIFIED BY '" + READERS_PASSWORD + "'",
                "GRANT SELECT ON pinterest_data.* TO '" + READER + "'@'%'");
    }

    @AfterEach
    void closeWhatWasOpened() {
        opened.forEach(RdsPostSource::close);
    }

    final PostTables tables() {
        return PostTables.of(owner());
    }

    final void fill(Iterable<Post> posts, boolean keyIndex) {
        tables().create(keyIndex);
        tables().insert(posts, inserted -> {});
    }

    static List<Post> posts(int count) {
        return GeneratedPosts.of(7, count).stream().toList();
    }

    /** The user with all privileges. */
    private RdsCredentials owner() {
        DatabaseLogin login = server().login();
        return RdsCredentials.builder(login.host(), login.user(), login.password())
                .port(login.port())
                .database(login.database())
                .sslMode(SslMode.DISABLED)
                .build();
    }

    final RdsCredentials.Builder reader() {
        return RdsCredentials.builder("127.0.0.1", READER, READERS_PASSWORD)
                .port(server().login().port());
    }

    final RdsPostSource open() {
        return open(RdsPostSource.builder(reader().build()));
    }

    final RdsPostSource open(RdsPostSource.Builder builder) {
        RdsPostSource source = builder.build();
        opened.add(source);
        return source;
    }

    static List<Post> all(PostSource.Scan scan) {
        try (scan) {
            List<Post> posts = new ArrayList<>();
            scan.forEachRemaining(posts::add);
            return posts;
        }
    }

    /** Runs statements as the user with all privileges. */
    final void sql(String... statements) {
        try (Connection connection = owner().connect();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new AssertionError(String.join("; ", statements), e);
        }
    }

    /** The first column of a result, as texts. */
    final List<String> column(String query) {
        try (Connection connection = owner().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                byte[] bytes = rows.getBytes(1);
                texts.add(bytes == null ? "NULL" : new String(bytes, StandardCharsets.UTF_8));
            }
            return texts;
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        }
    }

    /** The queries of a table that the server receives while something runs. */
    final List<String> queriesOf(String table, Runnable running) {
        sql("SET GLOBAL log_output = 'TABLE'", "TRUNCATE mysql.general_log", "SET GLOBAL general_log = ON");
        try {
            running.run();
        } finally {
            sql("SET GLOBAL general_log = OFF");
        }
        return column("SELECT argument FROM mysql.general_log WHERE command_type = 'Query'"
                        + " AND CONVERT(argument USING utf8mb4) LIKE 'SELECT%' ORDER BY event_time")
                .stream()
                .filter(query -> query.contains(table))
                .toList();
    }

    /**
     * The connections of the reader, by their numbers. MySQL 8.0.15 sometimes lists a session for good that was killed, though
     * its socket is closed on both sides.
     */
    final List<String> readersConnections() {
        return column(
                "SELECT id FROM information_schema.processlist WHERE user = '" + READER + "' AND command <> 'Killed'");
    }

    final void killReadersConnections() {
        for (String id : readersConnections()) {
            try {
                sql("KILL " + id);
            } catch (AssertionError failed) {
                if (readersConnections().contains(id)) {
                    throw failed;
                }
            }
        }
    }
}

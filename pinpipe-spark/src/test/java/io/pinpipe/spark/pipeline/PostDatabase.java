package io.pinpipe.spark.pipeline;

import io.pinpipe.rds.PostTables;
import io.pinpipe.rds.RdsCredentials;
import io.pinpipe.rds.SslMode;
import io.pinpipe.testkit.GeneratedPosts;
import io.pinpipe.testkit.servers.DatabaseLogin;
import io.pinpipe.testkit.servers.EmbeddedMariaDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A MariaDB with posts, and a credentials file for it. */
final class PostDatabase implements AutoCloseable {

    private final EmbeddedMariaDb database = EmbeddedMariaDb.start();
    private final GeneratedPosts posts;

    PostDatabase(GeneratedPosts posts) {
        this.posts = posts;
        PostTables tables = PostTables.of(owner());
        tables.create(true);
        tables.insert(posts, rows -> {});
    }

    GeneratedPosts posts() {
        return posts;
    }

    Path credentials(Path folder) throws IOException {
        try (Connection connection = owner().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE USER person IDENTIFIED BY 'Tr0ub4dor&3'");
            statement.execute("GRANT ALL ON *.* TO person");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Files.writeString(
                folder.resolve("db_creds.yaml"),
                "HOST: 127.0.0.1\nPORT: " + database.login().port() + "\nUSER: person\nPASSWORD: 'Tr0ub4dor&3'\n"
                        + "DATABASE: " + database.login().database() + "\n");
    }

    private RdsCredentials owner() {
        DatabaseLogin login = database.login();
        return RdsCredentials.builder(login.host(), login.user(), login.password())
                .port(login.port())
                .database(login.database())
                .sslMode(SslMode.DISABLED)
                .build();
    }

    @Override
    public void close() {
        database.close();
    }
}

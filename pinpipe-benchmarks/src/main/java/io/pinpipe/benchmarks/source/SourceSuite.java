package io.pinpipe.benchmarks.source;

import io.pinpipe.benchmarks.compare.Compare;
import io.pinpipe.benchmarks.compare.Comparison;
import io.pinpipe.benchmarks.compare.Load;
import io.pinpipe.benchmarks.compare.Suite;
import io.pinpipe.rds.PostTables;
import io.pinpipe.rds.RdsCredentials;
import io.pinpipe.rds.SslMode;
import io.pinpipe.testkit.GeneratedPosts;
import io.pinpipe.testkit.servers.DatabaseLogin;
import io.pinpipe.testkit.servers.EmbeddedMariaDb;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Scans of whole tables and fetches of picked posts from MariaDB, with and without an index on the key columns. */
public final class SourceSuite implements Suite {

    private static final long SEED = 1;
    private static final long PROGRESS_ROWS = 100_000;

    /** The server's default is 128 MiB; RDS uses three quarters of an instance's memory. */
    private static final long BUFFER_POOL_BYTES = 4L * 1024 * 1024 * 1024;

    @Override
    public long defaultRecords() {
        return 1_000_000;
    }

    @Override
    public void run(Compare compare, Load load) throws Exception {
        long records = load.records();
        try (EmbeddedMariaDb database = EmbeddedMariaDb.start()) {
            RdsCredentials credentials = credentials(database.login());
            execute(credentials, List.of("SET GLOBAL innodb_buffer_pool_size = " + BUFFER_POOL_BYTES));
            List<Comparison> indexed = comparisons(credentials, records, "with a key index");
            boolean keyIndex = indexed.stream().anyMatch(compare::wants);
            fill(credentials, records, keyIndex);
            for (Comparison comparison : indexed) {
                compare.run(comparison);
            }
            List<Comparison> unindexed = comparisons(credentials, records, "without a key index");
            if (keyIndex && unindexed.stream().anyMatch(compare::wants)) {
                execute(
                        credentials,
                        PostTables.NAMES.stream()
                                .map(table -> "ALTER TABLE `" + table + "` DROP PRIMARY KEY")
                                .toList());
            }
            for (Comparison comparison : unindexed) {
                compare.run(comparison);
            }
        }
    }

    private static RdsCredentials credentials(DatabaseLogin login) {
        return RdsCredentials.builder(login.host(), login.user(), login.password())
                .port(login.port())
                .database(login.database())
                .sslMode(SslMode.DISABLED)
                .build();
    }

    private static List<Comparison> comparisons(RdsCredentials database, long rows, String how) {
        RawStreaming limit = new RawStreaming(database, rows);
        LimitOffset everyone = new LimitOffset(database, rows);
        return List.of(
                new Comparison("scan " + how, "posts", limit.name(), List.of(limit, new SourceScan(database, rows))),
                new Comparison(
                        "sampling " + how,
                        "posts",
                        everyone.name(),
                        List.of(everyone, new SourceSampling(database, rows))));
    }

    private static void fill(RdsCredentials database, long rows, boolean keyIndex) {
        PostTables tables = PostTables.of(database);
        tables.create(keyIndex);
        tables.insert(GeneratedPosts.of(SEED, rows), count -> {
            if (count % PROGRESS_ROWS == 0) {
                System.err.println(count + " rows a table");
            }
        });
    }

    private static void execute(RdsCredentials database, List<String> commands) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }
}

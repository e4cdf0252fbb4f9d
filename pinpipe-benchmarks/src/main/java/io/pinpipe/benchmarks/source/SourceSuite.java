package io.pinpipe.benchmarks.source;

import io.pinpipe.benchmarks.compare.Compare;
import io.pinpipe.benchmarks.compare.Comparison;
import io.pinpipe.benchmarks.compare.Suite;
import io.pinpipe.source.RdsCredentials;
import io.pinpipe.testkit.GeneratedPosts;
import io.pinpipe.testkit.servers.EmbeddedMariaDb;
import io.pinpipe.testkit.servers.PostTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Whole tables and picked posts from MariaDB, with and without an index on the key columns. */
public final class SourceSuite implements Suite {

    private static final long SEED = 1;
    private static final long PROGRESS_ROWS = 100_000;

    @Override
    public long defaultRecords() {
        return 1_000_000;
    }

    @Override
    public void run(Compare compare, long records) throws Exception {
        try (EmbeddedMariaDb database = EmbeddedMariaDb.start()) {
            RdsCredentials credentials = database.credentials();
            fill(credentials, records);
            compareAll(compare, credentials, records, "with a key index");
            dropKeyIndex(credentials);
            compareAll(compare, credentials, records, "without a key index");
        }
    }

    private static void compareAll(Compare compare, RdsCredentials database, long rows, String how) throws Exception {
        RawStreaming limit = new RawStreaming(database, rows);
        compare.run(
                new Comparison("scan " + how, "posts", limit.name(), List.of(limit, new SourceScan(database, rows))));
        LimitOffset everyone = new LimitOffset(database, rows);
        compare.run(new Comparison(
                "sampling " + how, "posts", everyone.name(), List.of(everyone, new SourceSampling(database, rows))));
    }

    private static void fill(RdsCredentials database, long rows) {
        PostTables tables = PostTables.of(database);
        tables.create(true);
        tables.insert(GeneratedPosts.of(SEED, rows), count -> {
            if (count % PROGRESS_ROWS == 0) {
                System.err.println(count + " rows a table");
            }
        });
    }

    private static void dropKeyIndex(RdsCredentials database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String table : PostTables.NAMES) {
                statement.execute("ALTER TABLE `" + table + "` DROP PRIMARY KEY");
            }
        }
    }
}

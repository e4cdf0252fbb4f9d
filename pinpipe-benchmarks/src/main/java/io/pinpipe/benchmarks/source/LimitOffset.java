package io.pinpipe.benchmarks.source;

import io.pinpipe.benchmarks.compare.Candidate;
import io.pinpipe.rds.PostTables;
import io.pinpipe.rds.RdsCredentials;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** {@code LIMIT n,1} on each of the three tables for each picked post, the common approach; a few posts per run. */
final class LimitOffset implements Candidate {

    private static final int POSTS = 10;

    private final RdsCredentials database;
    private final Picks picks;
    private long rows;

    LimitOffset(RdsCredentials database, long rows) {
        this.database = database;
        this.picks = new Picks(rows);
    }

    @Override
    public String name() {
        return "LIMIT n,1 three times a post, " + POSTS + " posts";
    }

    @Override
    public long records() {
        return POSTS;
    }

    @Override
    public long run() throws SQLException {
        rows = 0;
        List<Long> offsets = picks.next(POSTS);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (long offset : offsets) {
                for (String table : PostTables.NAMES) {
                    try (ResultSet row =
                            statement.executeQuery("SELECT * FROM `" + table + "` LIMIT " + offset + ", 1")) {
                        rows += row.next() ? 1 : 0;
                    }
                }
            }
        }
        return arrived();
    }

    @Override
    public long arrived() {
        return rows / PostTables.NAMES.size();
    }
}

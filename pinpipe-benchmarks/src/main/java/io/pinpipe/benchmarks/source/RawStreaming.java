package io.pinpipe.benchmarks.source;

import io.pinpipe.benchmarks.compare.Candidate;
import io.pinpipe.rds.PostTables;
import io.pinpipe.rds.RdsCredentials;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The three tables one after another, streamed row by row by Connector/J, each value read as text. */
final class RawStreaming implements Candidate {

    private final RdsCredentials database;
    private final long rows;
    private long read;
    private long characters;

    RawStreaming(RdsCredentials database, long rows) {
        this.database = database;
        this.rows = rows;
    }

    @Override
    public String name() {
        return "raw Connector/J streaming";
    }

    @Override
    public long records() {
        return rows;
    }

    @Override
    public long run() throws SQLException {
        read = 0;
        characters = 0;
        try (Connection connection = database.connect()) {
            for (String table : PostTables.NAMES) {
                read(connection, table);
            }
        }
        return arrived();
    }

    @Override
    public long arrived() {
        return characters > 0 ? read / PostTables.NAMES.size() : 0;
    }

    private void read(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Makes Connector/J stream row by row.
            statement.setFetchSize(Integer.MIN_VALUE);
            try (ResultSet results = statement.executeQuery("SELECT * FROM `" + table + "`")) {
                int columns = results.getMetaData().getColumnCount();
                while (results.next()) {
                    for (int column = 1; column <= columns; column++) {
                        characters += results.getString(column).length();
                    }
                    read++;
                }
            }
        }
    }
}

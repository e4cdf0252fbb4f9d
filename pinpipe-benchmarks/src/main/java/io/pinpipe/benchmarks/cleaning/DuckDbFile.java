package io.pinpipe.benchmarks.cleaning;

import io.pinpipe.benchmarks.compare.Candidate;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Converts a file of JSON lines to another with DuckDB, on all cores, with the columns' types given, and without
 * preserving the order of lines, which lets it write in parallel. Its memory is outside the heap and not counted.
 */
final class DuckDbFile implements Candidate {

    private static final String NAME = "DuckDB, JSON lines to JSON lines";

    private final PinFile file;

    DuckDbFile(PinFile file) {
        this.file = file;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public long records() {
        return file.records();
    }

    @Override
    public long run() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET preserve_insertion_order = false");
            String raw = "read_json('" + file.raw() + "', format = 'newline_delimited', columns = "
                    + DuckDbRules.RAW_COLUMNS + ")";
            return statement.executeUpdate(
                    "COPY (" + DuckDbRules.selectFrom(raw) + ") TO '" + file.clean("duckdb") + "' (FORMAT json)");
        }
    }

    @Override
    public long arrived() throws IOException {
        return file.cleanLines("duckdb");
    }
}

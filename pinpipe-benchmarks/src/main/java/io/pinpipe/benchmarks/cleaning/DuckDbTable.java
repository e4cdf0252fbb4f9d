package io.pinpipe.benchmarks.cleaning;

import io.pinpipe.Pin;
import io.pinpipe.benchmarks.compare.Candidate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * The rules in DuckDB, on one thread, over an in-memory table. It computes every column and stores none. Its memory is
 * outside the heap and not counted.
 */
final class DuckDbTable implements Candidate, AutoCloseable {

    private static final List<String> COLUMNS = List.of(
            "ind",
            "unique_id",
            "title",
            "description",
            "follower_count",
            "poster_name",
            "tag_list",
            "is_image_or_video",
            "image_src",
            "save_location",
            "category");

    private final long records;
    private final Connection connection;
    private long cleaned;

    DuckDbTable(List<Pin> distinct, long records) throws SQLException {
        this.records = records;
        this.connection = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET threads = 1");
            statement.execute("CREATE TABLE distinct_pins (\"index\" BIGINT, unique_id VARCHAR, title VARCHAR,"
                    + " description VARCHAR, poster_name VARCHAR, follower_count VARCHAR, tag_list VARCHAR,"
                    + " is_image_or_video VARCHAR, image_src VARCHAR, downloaded INTEGER, save_location VARCHAR,"
                    + " category VARCHAR)");
            append(distinct);
            statement.execute("CREATE TABLE pins AS SELECT distinct_pins.* FROM range("
                    + ((records - 1) / distinct.size() + 1) + "), distinct_pins LIMIT " + records);
        }
    }

    @Override
    public String name() {
        return "DuckDB SQL";
    }

    @Override
    public long records() {
        return records;
    }

    @Override
    public long run() throws SQLException {
        StringBuilder counts = new StringBuilder("SELECT count(*)");
        COLUMNS.forEach(column -> counts.append(", count(").append(column).append(')'));
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(counts + " FROM (" + DuckDbRules.selectFrom("pins") + ")")) {
            result.next();
            cleaned = result.getLong(1);
        }
        return cleaned;
    }

    @Override
    public long arrived() {
        return cleaned;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void append(List<Pin> pins) throws SQLException {
        try (DuckDBAppender appender = ((DuckDBConnection) connection).createAppender("distinct_pins")) {
            for (Pin pin : pins) {
                appender.beginRow();
                appender.append(pin.index());
                for (String text : texts(pin)) {
                    appender.append(text);
                }
                appender.append(pin.downloaded());
                appender.append(text(pin.saveLocation()));
                appender.append(text(pin.category()));
                appender.endRow();
            }
        }
    }

    private static List<String> texts(Pin pin) {
        return List.of(
                text(pin.uniqueId()),
                text(pin.title()),
                text(pin.description()),
                text(pin.posterName()),
                text(pin.followerCount()),
                text(pin.tagList()),
                text(pin.isImageOrVideo()),
                text(pin.imageSrc()));
    }

    /** Generated pins contain no nulls. */
    private static String text(@Nullable String text) {
        return Objects.requireNonNull(text);
    }
}

package io.pinpipe.rds;

import io.pinpipe.Geo;
import io.pinpipe.Pin;
import io.pinpipe.PostEvent;
import io.pinpipe.SourceException;
import io.pinpipe.User;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Converts the rows of one table, whose columns were selected in order, to events. Thread-safe. */
final class RowReader implements RowMapper<TableRow> {

    private final SourceTable table;

    RowReader(SourceTable table) {
        this.table = table;
    }

    @Override
    public TableRow map(ResultSet results, StatementContext context) throws SQLException {
        long index;
        try {
            index = results.getLong(1);
        } catch (SQLDataException outOfRange) {
            return beyond(results, outOfRange);
        }
        if (results.wasNull()) {
            throw SourceErrors.nullKey(table);
        }
        try {
            return TableRow.of(event(new ColumnReader(results, table, index), index));
        } catch (SourceException unusable) {
            return TableRow.unusable(index, unusable);
        }
    }

    private TableRow beyond(ResultSet results, SQLDataException outOfRange) throws SQLException {
        BigDecimal key = results.getBigDecimal(1);
        if (key == null || key.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
            throw outOfRange;
        }
        return TableRow.beyond(table, key.toBigInteger());
    }

    private PostEvent event(ColumnReader row, long index) throws SQLException {
        return switch (table) {
            case PINS ->
                new Pin(
                        index,
                        row.text(2),
                        row.text(3),
                        row.text(4),
                        row.text(5),
                        row.text(6),
                        row.text(7),
                        row.text(8),
                        row.text(9),
                        row.integer(10),
                        row.text(11),
                        row.text(12));
            case PLACES -> new Geo(index, row.date(2), row.decimal(3), row.decimal(4), row.text(5));
            case USERS -> new User(index, row.text(2), row.text(3), row.integer(4), row.date(5));
        };
    }
}

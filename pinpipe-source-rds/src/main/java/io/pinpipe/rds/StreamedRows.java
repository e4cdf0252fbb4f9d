package io.pinpipe.rds;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table without an index on its key: one query, sorted by the server, whose rows are streamed from the
 * network. After a lost connection the query is repeated for the remaining rows.
 */
final class StreamedRows implements OrderedRows {

    private final Jdbi database;
    private final Retries retries;
    private final TableLayout layout;
    private final RowReader reader;
    private final KeysetCursor progress;
    private final long upTo;
    private @Nullable Stream stream;
    private boolean ended;

    /**
     * Starts before the query.
     *
     * @param database opens dedicated connections, which are held until the rows end
     * @param upTo the highest key to read; {@link Long#MAX_VALUE} reads higher ones too
     */
    StreamedRows(Jdbi database, Retries retries, TableLayout layout, long after, long upTo) {
        this.database = database;
        this.retries = retries;
        this.layout = layout;
        this.reader = new RowReader(layout.table());
        this.progress = new KeysetCursor(after);
        this.upTo = upTo;
    }

    @Override
    public @Nullable TableRow next() {
        return ended ? null : retries.call("reading " + layout.table().label(), this::read);
    }

    @Override
    public boolean isSortedFirst() {
        return true;
    }

    private @Nullable TableRow read() {
        try {
            Stream rows = stream == null ? open() : stream;
            while (rows.iterator().hasNext()) {
                TableRow row = progress.admit(rows.iterator().next());
                if (row != null && row.isBeyond()) {
                    close();
                }
                if (row != null) {
                    return row;
                }
            }
            rows.handle().close();
            stream = null;
            ended = true;
            return null;
        } catch (Exception failure) {
            cut();
            throw failure;
        }
    }

    private Stream open() {
        SourceTable table = layout.table();
        String sql = "SELECT " + table.quotedColumns() + " FROM " + table.quotedName() + " WHERE "
                + progress.condition(table) + table.upTo(upTo)
                + (layout.keyMayBeNull() ? " OR " + table.quotedKey() + " IS NULL" : "")
                + " ORDER BY " + table.quotedKey();
        Handle handle = database.open();
        try {
            progress.asked();
            // Makes Connector/J stream row by row: with any other fetch size it reads the whole result into memory
            // first.
            stream = new Stream(
                    handle,
                    handle.createQuery(sql)
                            .bind("from", progress.from())
                            .setFetchSize(Integer.MIN_VALUE)
                            .map(reader)
                            .iterator());
            return stream;
        } catch (RuntimeException failure) {
            handle.close();
            throw failure;
        }
    }

    @Override
    public void close() {
        ended = true;
        cut();
    }

    private void cut() {
        if (stream != null) {
            stream.cut();
            stream = null;
        }
    }

    /** A running query and its connection. */
    private record Stream(Handle handle, ResultIterator<TableRow> iterator) {

        /** Aborts the connection, since closing it normally would read all remaining rows first. */
        void cut() {
            try {
                handle.getConnection().abort(Runnable::run);
            } catch (SQLException gone) {
                // it is being discarded
            }
            try {
                handle.close();
            } catch (JdbiException cut) {
                // its cleanup is pointless without the connection
            }
        }
    }
}

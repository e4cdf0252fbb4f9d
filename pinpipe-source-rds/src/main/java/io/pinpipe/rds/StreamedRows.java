package io.pinpipe.rds;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table without an index on its key: one query, sorted by the server, whose rows are taken off the network
 * one by one. After a lost connection the query is asked again for what is left.
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
     * Begins before the query.
     *
     * @param database opens connections of their own, which are held until the rows end
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
            // Connector/J's sign for "row by row": any other fetch size reads the whole result into memory first.
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

    /** A query under way and its connection. */
    private record Stream(Handle handle, ResultIterator<TableRow> iterator) {

        /** Cuts the connection, since an orderly end would read all remaining rows first. */
        void cut() {
            try {
                handle.getConnection().abort(Runnable::run);
            } catch (SQLException gone) {
                // it is to be gone
            }
            try {
                handle.close();
            } catch (JdbiException cut) {
                // what it would have put in order went with the connection
            }
        }
    }
}

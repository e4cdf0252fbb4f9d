package io.pinpipe.rds;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table with an index on its key, read in pages with one query each. Pages are also bounded by bytes:
 * excess rows are left to the next query, which requests as many rows as are likely to fit.
 */
final class PagedRows implements OrderedRows {

    /** Maximum bytes of a page, give or take one row: {@value}. */
    static final long PAGE_BYTES = 8L << 20;

    /** The target size of a page, since rows that do not fit are transferred in vain. */
    private static final long LIKELY_BYTES = PAGE_BYTES * 3 / 4;

    private static final int FIRST_ROWS = 250;
    private static final int FEWEST_ROWS = 2;

    private final Jdbi database;
    private final Retries retries;
    private final TableLayout layout;
    private final RowReader reader;
    private final KeysetCursor progress;
    private final long upTo;
    private final int mostRows;
    private final Queue<TableRow> page = new ArrayDeque<>();
    private int rows;
    private long pageBytes;
    private boolean lastPage;

    /**
     * Starts before the first page.
     *
     * @param upTo the highest key to read; {@link Long#MAX_VALUE} reads higher ones too
     * @param pageSize maximum rows of a page, from 2
     */
    PagedRows(Jdbi database, Retries retries, TableLayout layout, long after, long upTo, int pageSize) {
        this.database = database;
        this.retries = retries;
        this.layout = layout;
        this.reader = new RowReader(layout.table());
        this.progress = new KeysetCursor(after);
        this.upTo = upTo;
        this.mostRows = pageSize;
        this.rows = Math.min(pageSize, FIRST_ROWS);
    }

    @Override
    public @Nullable TableRow next() {
        while (page.isEmpty() && !lastPage) {
            pageBytes = 0;
            lastPage = retries.call("reading " + layout.table().label(), () -> database.withHandle(this::read));
            if (page.isEmpty()) {
                progress.passOver();
            }
        }
        return page.poll();
    }

    @Override
    public boolean isSortedFirst() {
        return false;
    }

    /** Reads a page, or the rest of it after a failure; returns true for the last page. */
    private boolean read(Handle handle) {
        progress.asked();
        int asked = rows;
        int read = 0;
        // Row by row, since Connector/J otherwise holds the whole result, however large.
        try (ResultIterator<TableRow> result =
                query(handle, asked).setFetchSize(Integer.MIN_VALUE).map(reader).iterator()) {
            while (pageBytes < PAGE_BYTES && result.hasNext()) {
                read++;
                TableRow row = progress.admit(result.next());
                if (row != null) {
                    page.add(row);
                    pageBytes += row.heapBytes();
                    if (row.isBeyond()) {
                        return true;
                    }
                }
            }
        }
        if (!page.isEmpty()) {
            long fitting = LIKELY_BYTES / Math.max(1, pageBytes / page.size());
            rows = (int) Math.max(FEWEST_ROWS, Math.min(Math.min(2L * asked, mostRows), fitting));
        }
        return read < asked && pageBytes < PAGE_BYTES;
    }

    private Query query(Handle handle, int limit) {
        SourceTable table = layout.table();
        String sql = "SELECT " + table.quotedColumns() + " FROM " + table.quotedName() + layout.forceKeyIndex()
                + " WHERE " + progress.condition(table) + table.upTo(upTo) + " ORDER BY " + table.quotedKey()
                + " LIMIT :limit";
        return handle.createQuery(sql).bind("from", progress.from()).bind("limit", limit);
    }

    @Override
    public void close() {
        page.clear();
        lastPage = true;
    }
}

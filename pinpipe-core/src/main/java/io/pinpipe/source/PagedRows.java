package io.pinpipe.source;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The rows of a table with an index on its key, a page at a time, each by a query of its own. */
final class PagedRows implements OrderedRows {

    private final Jdbi database;
    private final Retries retries;
    private final TableLayout layout;
    private final RowReader reader;
    private final Progress progress;
    private final long upTo;
    private final int pageSize;
    private final Queue<TableRow> page = new ArrayDeque<>();
    private boolean lastPage;

    /**
     * Begins before the first page.
     *
     * @param upTo the highest key to read
     * @param pageSize rows a page, from 2
     */
    PagedRows(Jdbi database, Retries retries, TableLayout layout, long after, long upTo, int pageSize) {
        this.database = database;
        this.retries = retries;
        this.layout = layout;
        this.reader = new RowReader(layout.table());
        this.progress = new Progress(after);
        this.upTo = upTo;
        this.pageSize = pageSize;
    }

    @Override
    public @Nullable TableRow next() {
        while (page.isEmpty() && !lastPage) {
            turn(retries.call("reading " + layout.table().label(), this::query));
        }
        return page.poll();
    }

    @Override
    public boolean isSortedFirst() {
        return false;
    }

    private void turn(List<TableRow> rows) {
        progress.asked();
        rows.stream().map(progress::admit).filter(row -> row != null).forEach(page::add);
        lastPage = rows.size() < pageSize;
        if (page.isEmpty()) {
            progress.passOver();
        }
    }

    private List<TableRow> query() {
        SourceTable table = layout.table();
        String sql = "SELECT " + table.quotedColumns() + " FROM " + table.quotedName() + layout.forceKeyIndex()
                + " WHERE " + progress.condition(table) + " AND " + table.quotedKey() + " <= :upTo ORDER BY "
                + table.quotedKey() + " LIMIT :limit";
        return database.withHandle(handle -> handle.createQuery(sql)
                .bind("from", progress.from())
                .bind("upTo", upTo)
                .bind("limit", pageSize)
                .map(reader)
                .list());
    }

    @Override
    public void close() {
        page.clear();
        lastPage = true;
    }
}

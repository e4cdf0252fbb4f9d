package io.pinpipe.rds;

import org.jspecify.annotations.Nullable;

/** Ordered rows in which duplicates of a key are merged into one unusable row. Not thread-safe. */
final class UniqueRows implements AutoCloseable {

    private final SourceTable table;
    private final OrderedRows rows;
    private @Nullable TableRow current;
    private @Nullable TableRow following;
    private boolean begun;

    UniqueRows(SourceTable table, OrderedRows rows) {
        this.table = table;
        this.rows = rows;
    }

    /** Returns the next row without removing it, or null after the last one. */
    @Nullable
    TableRow peek() {
        if (!begun) {
            begun = true;
            following = rows.next();
        }
        if (current == null && following != null) {
            current = following;
            following = rows.next();
            while (following != null && following.index() == current.index()) {
                current = TableRow.doubled(table, current.index());
                following = rows.next();
            }
        }
        return current;
    }

    /** Whether the first {@link #peek()} blocks until the server has sorted the whole table. */
    boolean isSortedFirst() {
        return rows.isSortedFirst();
    }

    /** Removes the row that {@link #peek()} returned. */
    void take() {
        current = null;
    }

    @Override
    public void close() {
        rows.close();
    }
}

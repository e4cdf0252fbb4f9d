package io.pinpipe.rds;

import org.jspecify.annotations.Nullable;

/** Ordered rows, of which two or more with the same key come as one that is unusable. Not thread-safe. */
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

    /** The row that {@link #take()} would give, or null after the last one. */
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

    /** Whether the first {@link #peek()} waits until the server has sorted the whole table. */
    boolean isSortedFirst() {
        return rows.isSortedFirst();
    }

    /** Takes the row that {@link #peek()} showed. */
    void take() {
        current = null;
    }

    @Override
    public void close() {
        rows.close();
    }
}

package io.pinpipe.rds;

import org.jspecify.annotations.Nullable;

/** The rows of one table in key order. Not thread-safe. */
interface OrderedRows extends AutoCloseable {

    /** Returns the next row, or null after the last one. */
    @Nullable
    TableRow next();

    /** Whether the server sorts the whole table before it returns the first row. */
    boolean isSortedFirst();

    /** Releases the resources that the rows are read with. Idempotent. */
    @Override
    void close();
}

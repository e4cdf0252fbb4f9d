package io.pinpipe.rds;

import org.jspecify.annotations.Nullable;

/** The rows of one table in the order of their keys. Not thread-safe. */
interface OrderedRows extends AutoCloseable {

    /** The next row, or null after the last one. */
    @Nullable
    TableRow next();

    /** Whether the server sorts the whole table before it gives the first row. */
    boolean isSortedFirst();

    /** Gives back what the rows are read with. A second call has no effect. */
    @Override
    void close();
}

package io.pinpipe.rds;

import org.jspecify.annotations.Nullable;

/**
 * Position in a table, from which the next query resumes. The query includes the last key again and skips the rows
 * already seen: a second row of that key would be lost otherwise.
 */
final class KeysetCursor {

    private long from;
    private boolean begun;
    private int seenAtFrom;
    private int toSkip;

    /** Starts before the first row. */
    KeysetCursor(long after) {
        this.from = after;
    }

    /** The bound of the next query: exclusive before any row has been read, inclusive thereafter. */
    long from() {
        return from;
    }

    /** The condition of the next query, with {@code :from} bound to {@link #from()}. */
    String condition(SourceTable table) {
        return table.quotedKey() + (begun ? " >= :from" : " > :from");
    }

    /** Skips the last key, whose rows alone fill a query. */
    void passOver() {
        begun = false;
    }

    /** Called when a new query starts. */
    void asked() {
        toSkip = seenAtFrom;
    }

    /** Records a row; returns null when it has been seen before. */
    @Nullable
    TableRow admit(TableRow row) {
        if (begun && row.index() == from) {
            if (toSkip > 0) {
                toSkip--;
                return null;
            }
            seenAtFrom++;
            return row;
        }
        begun = true;
        from = row.index();
        seenAtFrom = 1;
        toSkip = 0;
        return row;
    }
}

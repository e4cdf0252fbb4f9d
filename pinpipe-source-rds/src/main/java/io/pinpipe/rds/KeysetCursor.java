package io.pinpipe.rds;

import org.jspecify.annotations.Nullable;

/**
 * How far a table has been read, so that the next query can take up where the last one ended. It asks again for the
 * rows of the last key and passes over those that it has seen: a second row of that key would be lost otherwise.
 */
final class KeysetCursor {

    private long from;
    private boolean begun;
    private int seenAtFrom;
    private int toSkip;

    /** Nothing read yet. */
    KeysetCursor(long after) {
        this.from = after;
    }

    /** The key to ask for: more than this before any row has been read, this or more thereafter. */
    long from() {
        return from;
    }

    /** The condition that a query begins with, with {@code :from} bound to {@link #from()}. */
    String condition(SourceTable table) {
        return table.quotedKey() + (begun ? " >= :from" : " > :from");
    }

    /** Leaves the last key behind, whose rows fill a query by themselves. */
    void passOver() {
        begun = false;
    }

    /** A new query begins. */
    void asked() {
        toSkip = seenAtFrom;
    }

    /** Takes note of a row; returns null when it has been seen before. */
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

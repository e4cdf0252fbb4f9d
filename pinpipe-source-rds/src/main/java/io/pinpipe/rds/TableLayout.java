package io.pinpipe.rds;

import org.jspecify.annotations.Nullable;

/**
 * How one of the three tables is laid out in a database.
 *
 * @param table which table
 * @param keyIndex the name of an index that begins with the key column, or null when there is none
 * @param keyMayBeNull whether the key column admits NULL
 */
record TableLayout(SourceTable table, @Nullable String keyIndex, boolean keyMayBeNull) {

    boolean hasKeyIndex() {
        return keyIndex != null;
    }

    /** What a query says to be answered by the key's index, and not by a sort, whatever the statistics are. */
    String forceKeyIndex() {
        return keyIndex == null ? "" : " FORCE INDEX (" + SourceTable.quoted(keyIndex) + ")";
    }
}

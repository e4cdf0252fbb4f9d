package io.pinpipe.rds;

import org.jspecify.annotations.Nullable;

/**
 * The layout of one of the three tables in a database.
 *
 * @param table the table
 * @param keyIndex the name of an index that begins with the key column, or null when none exists
 * @param keyMayBeNull whether the key column is nullable
 */
record TableLayout(SourceTable table, @Nullable String keyIndex, boolean keyMayBeNull) {

    boolean hasKeyIndex() {
        return keyIndex != null;
    }

    /** The hint that makes a query use the key's index instead of a sort, whatever the statistics are. */
    String forceKeyIndex() {
        return keyIndex == null ? "" : " FORCE INDEX (" + SourceTable.quoted(keyIndex) + ")";
    }
}

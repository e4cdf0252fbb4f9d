package io.pinpipe.source;

import io.pinpipe.PostEvent;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table, as an event or as the reason why it is none.
 *
 * @param index the row's key
 * @param event the event, or null when the row is unusable
 * @param unusable what is wrong with the row, or null when nothing is
 */
record TableRow(
        long index, @Nullable PostEvent event, @Nullable SourceException unusable) {

    static TableRow of(PostEvent event) {
        return new TableRow(event.index(), event, null);
    }

    static TableRow unusable(long index, SourceException why) {
        return new TableRow(index, null, why);
    }

    /** What takes the place of two rows or more that have the same key. */
    static TableRow doubled(SourceTable table, long index) {
        return unusable(
                index,
                SourceException.unusable(
                        table.kind(),
                        index,
                        "table " + table.label() + " has more than one row with " + table.key() + " " + index
                                + ": delete all but one, and give the column a unique index",
                        null));
    }
}

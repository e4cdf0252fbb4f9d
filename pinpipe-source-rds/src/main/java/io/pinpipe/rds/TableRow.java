package io.pinpipe.rds;

import io.pinpipe.PostEvent;
import io.pinpipe.SourceException;
import io.pinpipe.internal.HeapBytes;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table: an event, or the reason why it is unusable.
 *
 * @param index the row's key
 * @param event the event, or null when the row is unusable
 * @param unusable the problem of the row, or null when it is usable
 * @param isBeyond whether the key is above every index, as are the keys of all rows after it
 */
record TableRow(
        long index, @Nullable PostEvent event, @Nullable SourceException unusable, boolean isBeyond) {

    static TableRow of(PostEvent event) {
        return new TableRow(event.index(), event, null, false);
    }

    static TableRow unusable(long index, SourceException why) {
        return new TableRow(index, null, why, false);
    }

    /** Replaces all rows whose keys are above every index, given the first of those keys. */
    static TableRow beyond(SourceTable table, BigInteger first) {
        SourceException why = SourceException.unusable(
                table.kind(),
                Long.MAX_VALUE,
                "table " + table.label() + " has rows whose " + table.key() + " is above " + Long.MAX_VALUE
                        + ", the highest possible index, starting with " + first
                        + ": assign lower ones or delete the rows",
                null);
        return new TableRow(Long.MAX_VALUE, null, why, true);
    }

    /** Replaces rows with the same key. */
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

    /** An upper bound of the row's memory. */
    long heapBytes() {
        PostEvent event = event();
        return event == null ? HeapBytes.EVENT : HeapBytes.of(event);
    }
}

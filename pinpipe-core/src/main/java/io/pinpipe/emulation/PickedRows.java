package io.pinpipe.emulation;

import io.pinpipe.PostSource;
import io.pinpipe.PostSource.IndexRange;
import io.pinpipe.Reason;
import io.pinpipe.SourceException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;

/**
 * Maps the rows that may be picked to their indexes; rows are counted in index order.
 *
 * @param count how many rows may be picked, from 1
 * @param index returns the index of a row from 0 to {@code count - 1}
 */
record PickedRows(int count, IntToLongFunction index) {

    /** Queries a source: contiguous indexes are computed, others are read. */
    static PickedRows of(PostSource source) {
        IndexRange range = source.range()
                .orElseThrow(() -> new SourceException(
                        Reason.NOT_FOUND, "the source has no posts: fill its three tables first", null));
        long rows = source.size();
        int most = RowOrder.CLASSIC_LAST_ROW + 1;
        if (rows == range.last() - range.first() + 1) {
            return new PickedRows((int) Math.min(rows, most), row -> range.first() + row);
        }
        List<Long> indexes = new ArrayList<>(most);
        long after = range.first() - 1;
        if (range.first() == Long.MIN_VALUE) {
            after = range.first();
            indexes.add(after);
        }
        try (PostSource.Scan scan = source.scan(after, unusable -> {})) {
            while (indexes.size() < most && scan.hasNext()) {
                indexes.add(scan.next().index());
            }
        }
        return new PickedRows(indexes.size(), indexes::get);
    }
}

package io.pinpipe.rds;

import io.pinpipe.Geo;
import io.pinpipe.Kind;
import io.pinpipe.Pin;
import io.pinpipe.Post;
import io.pinpipe.PostEvent;
import io.pinpipe.PostSource;
import io.pinpipe.SourceException;
import io.pinpipe.User;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Posts merged from the rows of three tables, each in key order. Not thread-safe. */
final class MergedScan implements PostSource.Scan {

    private final List<UniqueRows> tables;
    private final Consumer<SourceException> unusable;
    private final boolean untilOneEnds;
    private boolean begun;
    private boolean closed;

    private MergedScan(List<UniqueRows> tables, Consumer<SourceException> unusable, boolean untilOneEnds) {
        this.tables = List.copyOf(tables);
        this.unusable = unusable;
        this.untilOneEnds = untilOneEnds;
    }

    /** Merges all rows. */
    static MergedScan of(List<UniqueRows> tables, Consumer<SourceException> unusable) {
        return new MergedScan(tables, unusable, false);
    }

    /** Merges the rows up to the last row of the table that ends first. */
    static MergedScan untilOneEnds(List<UniqueRows> tables, Consumer<SourceException> unusable) {
        return new MergedScan(tables, unusable, true);
    }

    @Override
    public boolean hasNext() {
        return lowest() != null;
    }

    @Override
    public Post next() {
        TableRow lowest = lowest();
        if (lowest == null) {
            throw new NoSuchElementException("the scan has ended");
        }
        Map<Kind, PostEvent> parts = new EnumMap<>(Kind.class);
        for (UniqueRows table : tables) {
            TableRow row = table.peek();
            if (row != null && row.index() == lowest.index()) {
                table.take();
                add(row, parts, unusable);
            }
        }
        return post(lowest.index(), parts);
    }

    /** Whether a table has rows beyond those of the posts returned so far. */
    boolean hasRowsLeft() {
        return tables.stream().anyMatch(table -> table.peek() != null);
    }

    private @Nullable TableRow lowest() {
        if (closed) {
            return null;
        }
        begin();
        TableRow lowest = null;
        for (UniqueRows table : tables) {
            TableRow row = table.peek();
            if (row == null && untilOneEnds) {
                return null;
            }
            if (row != null && (lowest == null || row.index() < lowest.index())) {
                lowest = row;
            }
        }
        return lowest;
    }

    /** Starts all server-side sorts in parallel. */
    private void begin() {
        if (!begun) {
            ParallelQueries.run(tables.stream()
                    .filter(UniqueRows::isSortedFirst)
                    .<Supplier<@Nullable TableRow>>map(table -> table::peek)
                    .toList());
            begun = true;
        }
    }

    /** Adds the row's event to the parts of its post, or reports the row as unusable. */
    static void add(TableRow row, Map<Kind, PostEvent> parts, Consumer<SourceException> unusable) {
        PostEvent event = row.event();
        if (event != null) {
            parts.put(event.kind(), event);
        } else {
            unusable.accept(Objects.requireNonNull(row.unusable()));
        }
    }

    static Post post(long index, Map<Kind, PostEvent> parts) {
        return new Post(index, (Pin) parts.get(Kind.PIN), (Geo) parts.get(Kind.GEO), (User) parts.get(Kind.USER));
    }

    @Override
    public void close() {
        closed = true;
        tables.forEach(UniqueRows::close);
    }
}

package io.pinpipe.source;

import io.pinpipe.Geo;
import io.pinpipe.Kind;
import io.pinpipe.Pin;
import io.pinpipe.Post;
import io.pinpipe.PostEvent;
import io.pinpipe.User;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Posts made of the rows of three tables, each in the order of its keys. Not thread-safe. */
final class MergedScan implements PostScan {

    private final List<UniqueRows> tables;
    private final Consumer<SourceException> unusable;
    private boolean closed;

    MergedScan(List<UniqueRows> tables, Consumer<SourceException> unusable) {
        this.tables = List.copyOf(tables);
        this.unusable = unusable;
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

    private @Nullable TableRow lowest() {
        TableRow lowest = null;
        if (!closed) {
            for (UniqueRows table : tables) {
                TableRow row = table.peek();
                if (row != null && (lowest == null || row.index() < lowest.index())) {
                    lowest = row;
                }
            }
        }
        return lowest;
    }

    /** Adds the row's event to the parts of its post, or tells that there is none. */
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

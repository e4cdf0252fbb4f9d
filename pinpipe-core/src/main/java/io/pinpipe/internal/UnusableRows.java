package io.pinpipe.internal;

import io.pinpipe.Kind;
import io.pinpipe.SourceException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Collects the unusable rows of a source until their posts are taken. Not thread-safe. */
public final class UnusableRows implements Consumer<SourceException> {

    private final Map<Long, Map<Kind, SourceException>> rows = new HashMap<>();

    /** Throws failures that do not concern a single row. */
    @Override
    public void accept(SourceException row) {
        Kind kind = row.kind();
        Long index = row.index();
        if (kind == null || index == null) {
            throw row;
        }
        rows.computeIfAbsent(index, none -> new EnumMap<>(Kind.class)).put(kind, row);
    }

    /** Returns the unusable rows of a post. */
    public Map<Kind, SourceException> of(long index) {
        return rows.getOrDefault(index, Map.of());
    }

    /** Removes and returns the unusable rows of a post. */
    public Map<Kind, SourceException> take(long index) {
        Map<Kind, SourceException> taken = rows.remove(index);
        return taken == null ? Map.of() : taken;
    }
}

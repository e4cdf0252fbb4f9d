package io.pinpipe.internal;

import io.pinpipe.Kind;
import io.pinpipe.SourceException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The rows that a source could not use, until their posts are taken. For one thread. */
public final class UnusableRows implements Consumer<SourceException> {

    private final Map<Long, Map<Kind, SourceException>> rows = new HashMap<>();

    /** Throws what is not the failure of one row. */
    @Override
    public void accept(SourceException row) {
        Kind kind = row.kind();
        Long index = row.index();
        if (kind == null || index == null) {
            throw row;
        }
        rows.computeIfAbsent(index, none -> new EnumMap<>(Kind.class)).put(kind, row);
    }

    /** Those of a post. */
    public Map<Kind, SourceException> of(long index) {
        return rows.getOrDefault(index, Map.of());
    }

    /** Those of a post, to be forgotten here. */
    public Map<Kind, SourceException> take(long index) {
        Map<Kind, SourceException> taken = rows.remove(index);
        return taken == null ? Map.of() : taken;
    }
}

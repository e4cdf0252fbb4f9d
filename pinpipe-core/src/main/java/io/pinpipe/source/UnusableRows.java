package io.pinpipe.source;

import io.pinpipe.Kind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The rows that a source could not use, until their posts are taken. For one thread. */
final class UnusableRows implements Consumer<SourceException> {

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
    Map<Kind, SourceException> of(long index) {
        return rows.getOrDefault(index, Map.of());
    }

    /** Those of a post, to be forgotten here. */
    Map<Kind, SourceException> take(long index) {
        Map<Kind, SourceException> taken = rows.remove(index);
        return taken == null ? Map.of() : taken;
    }
}

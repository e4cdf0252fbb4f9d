package io.pinpipe.rds;

import io.pinpipe.Kind;
import java.util.List;
import java.util.stream.Collectors;

/** The three tables: their names, their keys and their columns, key first. */
enum SourceTable {
    PINS(
            Kind.PIN,
            "pinterest_data",
            "index",
            "unique_id",
            "title",
            "description",
            "poster_name",
            "follower_count",
            "tag_list",
            "is_image_or_video",
            "image_src",
            "downloaded",
            "save_location",
            "category"),
    PLACES(Kind.GEO, "geolocation_data", "ind", "timestamp", "latitude", "longitude", "country"),
    USERS(Kind.USER, "user_data", "ind", "first_name", "last_name", "age", "date_joined");

    static final List<SourceTable> ALL = List.of(values());

    private final Kind kind;
    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // created by List.of
    private final List<String> columns;

    SourceTable(Kind kind, String label, String... columns) {
        this.kind = kind;
        this.label = label;
        this.columns = List.of(columns);
    }

    Kind kind() {
        return kind;
    }

    /** The name of the table. */
    String label() {
        return label;
    }

    /** The column names, starting with the key. */
    List<String> columns() {
        return columns;
    }

    String key() {
        return columns.get(0);
    }

    /** The quoted key for SQL; {@code index} is a reserved word. */
    String quotedKey() {
        return quoted(key());
    }

    String quotedName() {
        return quoted(label);
    }

    /** The quoted columns for a SELECT. */
    String quotedColumns() {
        return columns.stream().map(SourceTable::quoted).collect(Collectors.joining(", "));
    }

    /**
     * An additional condition that excludes keys above the given one; the maximum excludes none, not even in unsigned
     * columns.
     */
    String upTo(long key) {
        return key == Long.MAX_VALUE ? "" : " AND " + quotedKey() + " <= " + key;
    }

    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}

package io.pinpipe.cli.doctor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The row counts of the three tables, and whether their keys have indexes. */
final class TableFigures {

    /** The tables and their keys, in the order of a post's parts. */
    private static final Map<String, String> KEYS = new LinkedHashMap<>();

    static {
        KEYS.put("pinterest_data", "index");
        KEYS.put("geolocation_data", "ind");
        KEYS.put("user_data", "ind");
    }

    private TableFigures() {}

    static CheckResult rows(Connection connection) throws SQLException {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String table : KEYS.keySet()) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM `" + table + "`")) {
                row.next();
                counts.put(table, row.getLong(1));
            }
        }
        String saw = counts.entrySet().stream()
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
        if (counts.values().stream().allMatch(count -> count == 0)) {
            return CheckResult.wrong(saw, "fill the tables, or correct DATABASE");
        }
        return Set.copyOf(counts.values()).size() == 1
                ? CheckResult.ok(saw)
                : CheckResult.hint(saw, "posts are sent without the parts that a table lacks; fill the shorter tables");
    }

    static CheckResult keyIndex(Connection connection) throws SQLException {
        List<String> without = new ArrayList<>();
        for (Map.Entry<String, String> key : KEYS.entrySet()) {
            if (!hasIndex(connection, key.getKey(), key.getValue())) {
                without.add(key.getKey());
            }
        }
        return without.isEmpty()
                ? CheckResult.ok("each table has an index on its key")
                : CheckResult.hint(
                        "no index on the key of " + String.join(", ", without),
                        "add one with "
                                + without.stream()
                                        .map(table -> "ALTER TABLE `" + table + "` ADD PRIMARY KEY (`" + KEYS.get(table)
                                                + "`)")
                                        .collect(Collectors.joining(", "))
                                + ": without it every fetch reads the whole table");
    }

    private static boolean hasIndex(Connection connection, String table, String key) throws SQLException {
        Set<String> leading = new LinkedHashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW INDEX FROM `" + table + "`")) {
            while (rows.next()) {
                if (rows.getInt("Seq_in_index") == 1 && "BTREE".equals(rows.getString("Index_type"))) {
                    leading.add(rows.getString("Column_name"));
                }
            }
        }
        return leading.stream().anyMatch(key::equalsIgnoreCase);
    }
}

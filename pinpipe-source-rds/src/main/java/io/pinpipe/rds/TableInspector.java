package io.pinpipe.rds;

import io.pinpipe.Reason;
import io.pinpipe.SourceException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Checks a table without reading rows: whether all columns exist, and which index serves its key. */
final class TableInspector {

    private static final Set<Integer> WHOLE_NUMBERS =
            Set.of(Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT);

    private final Handle handle;
    private final RdsCredentials credentials;

    TableInspector(Handle handle, RdsCredentials credentials) {
        this.handle = handle;
        this.credentials = credentials;
    }

    TableLayout inspect(SourceTable table) {
        boolean keyMayBeNull = handle.createQuery("SELECT * FROM " + table.quotedName() + " LIMIT 0")
                .scanResultSet((Supplier<ResultSet> results, StatementContext context) ->
                        keyMayBeNull(table, results.get().getMetaData()));
        List<KeyIndex> indexes = handle.createQuery("SHOW INDEX FROM " + table.quotedName())
                .map((results, context) -> KeyIndex.of(results, table))
                .list();
        String best = indexes.stream()
                .filter(KeyIndex::usable)
                .min(Comparator.comparing(KeyIndex::rank))
                .map(KeyIndex::name)
                .orElse(null);
        return new TableLayout(table, best, keyMayBeNull);
    }

    private boolean keyMayBeNull(SourceTable table, ResultSetMetaData columns) throws SQLException {
        Map<String, Integer> positions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int position = 1; position <= columns.getColumnCount(); position++) {
            positions.put(columns.getColumnName(position), position);
        }
        List<String> missing = table.columns().stream()
                .filter(column -> !positions.containsKey(column))
                .toList();
        if (!missing.isEmpty()) {
            throw new SourceException(
                    Reason.NOT_FOUND,
                    "table " + table.label() + " of database " + credentials.database() + " at "
                            + credentials.address() + " lacks "
                            + missing.stream().map(column -> "column " + column).collect(Collectors.joining(", "))
                            + ": add the missing columns, or check DATABASE",
                    null);
        }
        int key = positions.getOrDefault(table.key(), 1);
        if (!WHOLE_NUMBERS.contains(columns.getColumnType(key))) {
            throw new SourceException(
                    Reason.INVALID,
                    "column " + table.key() + " of table " + table.label() + " must contain integers but is "
                            + columns.getColumnTypeName(key) + ": change its type to BIGINT",
                    null);
        }
        return columns.isNullable(key) != ResultSetMetaData.columnNoNulls;
    }

    /**
     * One column of an index, as listed by {@code SHOW INDEX}.
     *
     * @param usable whether the index begins with the key, can be scanned in order, and is not hidden
     * @param rank lower is better
     */
    private record KeyIndex(String name, boolean usable, int rank) {

        static KeyIndex of(ResultSet row, SourceTable table) throws SQLException {
            String name = row.getString("Key_name");
            boolean usable = row.getInt("Seq_in_index") == 1
                    && table.key().equalsIgnoreCase(row.getString("Column_name"))
                    && "BTREE".equals(row.getString("Index_type"))
                    && !isHidden(row);
            int rank = name.equals("PRIMARY") ? 0 : 1 + row.getInt("Non_unique");
            return new KeyIndex(name, usable, rank);
        }

        /** MySQL 8 calls a hidden index invisible, MariaDB ignored; older servers have no such column. */
        private static boolean isHidden(ResultSet row) throws SQLException {
            ResultSetMetaData columns = row.getMetaData();
            for (int position = 1; position <= columns.getColumnCount(); position++) {
                String column = columns.getColumnName(position);
                if ((column.equalsIgnoreCase("Visible") && "NO".equals(row.getString(position)))
                        || (column.equalsIgnoreCase("Ignored") && "YES".equals(row.getString(position)))) {
                    return true;
                }
            }
            return false;
        }
    }
}

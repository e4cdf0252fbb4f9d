package io.pinpipe.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.delta.exceptions.DeltaConcurrentModificationException;
import io.delta.tables.DeltaTable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Adds rows to a Delta table that it does not contain yet. Two rows are equal if they have the same key and the same
 * 64-bit hash over all columns.
 *
 * @param path the table's path; created if necessary
 * @param schema the table's columns
 * @param key a column that few rows have in common and that is never null
 */
record InsertOnlyMerge(String path, StructType schema, String key) {

    /** How often a merge is tried while other writers keep changing the table. */
    private static final int ATTEMPTS = 10;

    /** Batches with at most this many keys read only those keys of the table. */
    private static final int MOST_KEYS = 10_000;

    private static final String APP_ID = "spark.databricks.delta.write.txnAppId";
    private static final String VERSION = "spark.databricks.delta.write.txnVersion";
    private static final String HASH = "_hash";

    /** Creates the table, without rows, if there is none. */
    void createTable(SparkSession session) {
        LakeTable table = new LakeTable(path, schema);
        if (table.exists(session)) {
            return;
        }
        table.begin(session);
        try {
            // Unlike a command that creates a table, a write accepts a log folder without a commit.
            session.createDataFrame(List.<Row>of(), schema)
                    .write()
                    .format("delta")
                    .mode(SaveMode.Append)
                    .save(path);
        } catch (DeltaConcurrentModificationException e) {
            if (!table.exists(session)) {
                throw e;
            }
        }
    }

    /**
     * Adds rows that the table does not contain.
     *
     * @param rows rows in the table's columns, with or without duplicates
     * @param commit identifies the stream and batch; null outside streams
     * @param beforeEachAttempt run before the rows are read, and again if another writer was first
     * @return the number of rows added; 0 for a batch that was written before, whose rows are not read
     * @throws IllegalStateException if other writers change the table too often for the merge to succeed
     */
    long insert(Dataset<Row> rows, @Nullable StreamCommit commit, Runnable beforeEachAttempt) {
        SparkSession session = rows.sparkSession();
        createTable(session);
        Column same = sameRow();
        if (commit != null) {
            // The batches of a stream are small and cheap to read; a merge would sort the whole table for each.
            List<Object> keys = keys(rows);
            same = keys.size() <= MOST_KEYS
                    ? col("t." + key).isin(keys.toArray()).and(same)
                    : same;
        }
        // Shuffled by key first, so that rows are sorted once, and not before and after.
        Dataset<Row> distinct =
                rows.withColumn(HASH, expr(hash(""))).repartition(col(key)).dropDuplicates(key, HASH);
        for (int attempt = 1; ; attempt++) {
            beforeEachAttempt.run();
            try {
                return merge(session, distinct, same, commit);
            } catch (DeltaConcurrentModificationException e) {
                if (attempt == ATTEMPTS) {
                    throw new IllegalStateException(
                            "Other writers changed " + path + ' ' + attempt + " times during a merge: "
                                    + e.getMessage(),
                            e);
                }
            }
        }
    }

    private long merge(SparkSession session, Dataset<Row> rows, Column same, @Nullable StreamCommit commit) {
        Map<String, String> columns = new LinkedHashMap<>();
        Arrays.stream(schema.fieldNames()).forEach(name -> columns.put(quoted("t", name), quoted("s", name)));
        RuntimeConfig settings = session.conf();
        if (commit != null) {
            settings.set(APP_ID, commit.stream());
            settings.set(VERSION, commit.batch());
        }
        try {
            return DeltaTable.forPath(session, path)
                    .as("t")
                    .merge(rows.as("s"), same)
                    .whenNotMatched()
                    .insertExpr(columns)
                    .execute()
                    .select("num_inserted_rows")
                    .collectAsList()
                    .stream()
                    // No rows for a batch that was written before.
                    .mapToLong(inserted -> inserted.getLong(0))
                    .sum();
        } finally {
            if (commit != null) {
                settings.unset(APP_ID);
                settings.unset(VERSION);
            }
        }
    }

    private Column sameRow() {
        return expr(quoted("t", key) + " = " + quoted("s", key) + " AND " + hash("t") + " = s." + HASH);
    }

    /** The distinct keys of some rows, or one more than is useful. */
    private List<Object> keys(Dataset<Row> rows) {
        return rows.select(key).distinct().limit(MOST_KEYS + 1).collectAsList().stream()
                .map(row -> row.get(0))
                .toList();
    }

    /** A hash of all columns, including which ones are null, since the hash function skips nulls. */
    private String hash(String alias) {
        String nulls = Arrays.stream(schema.fieldNames())
                .map(name -> quoted(alias, name) + " IS NULL")
                .collect(Collectors.joining(", "));
        String values = Arrays.stream(schema.fieldNames())
                .map(name -> quoted(alias, name))
                .collect(Collectors.joining(", "));
        return "xxhash64(array(" + nulls + "), " + values + ')';
    }

    private static String quoted(String alias, String name) {
        return (alias.isEmpty() ? "" : alias + '.') + '`' + name + '`';
    }
}

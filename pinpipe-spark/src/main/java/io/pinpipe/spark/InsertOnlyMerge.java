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
 * Adds to a Delta table the rows that it does not have. Two rows are the same when they have the same key and the same hash
 * of 64 bits over all columns.
 *
 * @param path where the table is; created if need be
 * @param schema its columns
 * @param key a column that few rows have in common and none has as null
 */
record InsertOnlyMerge(String path, StructType schema, String key) {

    /** How often a merge is tried when other writers keep changing the table meanwhile. */
    private static final int ATTEMPTS = 10;

    /** Up to so many keys a small batch looks into the table for these alone. */
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
            // Unlike a command that creates a table, a write does not mind a log's folder without a commit.
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
     * Adds rows that the table does not have.
     *
     * @param rows rows in the table's columns, repeats among them or not
     * @param commit which batch of which stream this is; null outside streams
     * @param beforeEachAttempt run before the rows are read, which is again when another writer came first
     * @return how many were added; 0 for a batch that the table has taken before, whose rows are not read
     * @throws IllegalStateException when other writers change the table so often that this one never gets its turn
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
                    // No row at all for a batch that was taken before.
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

    /** The different keys of some rows, or one more than is of use. */
    private List<Object> keys(Dataset<Row> rows) {
        return rows.select(key).distinct().limit(MOST_KEYS + 1).collectAsList().stream()
                .map(row -> row.get(0))
                .toList();
    }

    /** A hash of all columns; which of them are null is part of it, since the hash function passes over nulls. */
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

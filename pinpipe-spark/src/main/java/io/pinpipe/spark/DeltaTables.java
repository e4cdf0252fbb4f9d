package io.pinpipe.spark;

import static org.apache.spark.sql.functions.expr;

import io.delta.exceptions.DeltaConcurrentModificationException;
import io.delta.tables.DeltaTable;
import io.pinpipe.Destinations;
import io.pinpipe.Kind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The Delta tables of one user in a lake: {@code <lake>/<userId>_pin_table}, {@code …_geo_table} and {@code …_user_table}
 * with clean rows, and {@code <lake>/<userId>_pin_quarantine} and so on with the records that are none.
 *
 * <p>Rows are only ever added, by a merge that leaves out those that the table has, so that repeats and re-runs change
 * nothing. Two rows are the same when all their columns are, as a hash of 64 bits over all columns beside the key tells.
 *
 * <p>Safe for use by many threads; several processes may write the same tables, and one that comes too late merges again.
 */
public final class DeltaTables {

    /** How often a merge is tried when other writers keep changing the table meanwhile. */
    private static final int MERGE_ATTEMPTS = 10;

    private static final String HASH = "_hash";

    private final SparkSession spark;
    private final String lake;
    private final String userId;

    private DeltaTables(SparkSession spark, String lake, String userId) {
        this.spark = spark;
        this.lake = lake;
        this.userId = userId;
    }

    /**
     * Names the tables of a user; touches nothing.
     *
     * @param spark the session
     * @param lake the folder above the tables, such as {@code /data/lake} or {@code s3a://bucket/lake}
     * @param userId whose tables
     * @return the tables
     * @throws IllegalArgumentException when the user id is not one that topics can have
     */
    public static DeltaTables open(SparkSession spark, String lake, String userId) {
        Destinations.topics(userId);
        return new DeltaTables(Objects.requireNonNull(spark, "spark"), Objects.requireNonNull(lake, "lake"), userId);
    }

    /**
     * Where the clean rows of a kind are.
     *
     * @param kind the kind
     * @return the path of a Delta table, which may not exist yet
     */
    public String path(Kind kind) {
        return new Path(lake, userId + '_' + kind.label() + "_table").toString();
    }

    /**
     * Where the records of a kind's topics and streams are that were no clean rows of this kind.
     *
     * @param kind the kind
     * @return the path of a Delta table, which may not exist yet
     */
    public String quarantinePath(Kind kind) {
        return new Path(lake, userId + '_' + kind.label() + "_quarantine").toString();
    }

    /**
     * Whether the clean table of a kind exists.
     *
     * @param kind the kind
     * @return true when there is a Delta table at its path, even without rows
     */
    public boolean exists(Kind kind) {
        return DeltaTable.isDeltaTable(spark, path(kind));
    }

    /** Creates the tables that do not exist yet, without rows. */
    public void create() {
        for (Kind kind : Kind.values()) {
            create(spark, path(kind), CleanColumns.of(kind));
            create(spark, quarantinePath(kind), CleanPosts.QUARANTINE_SCHEMA);
        }
    }

    /**
     * The clean rows of a kind.
     *
     * @param kind the kind
     * @return the rows, in the columns of {@link CleanPosts#schema}
     * @throws IllegalArgumentException when there is no such table
     */
    public Dataset<Row> table(Kind kind) {
        return read(path(kind));
    }

    /**
     * The quarantined records of a kind's topics and streams.
     *
     * @param kind the kind
     * @return the records, in the columns of {@link CleanPosts#QUARANTINE_SCHEMA}
     * @throws IllegalArgumentException when there is no such table
     */
    public Dataset<Row> quarantine(Kind kind) {
        return read(quarantinePath(kind));
    }

    /**
     * Adds clean rows that the table does not have yet; creates the table if need be.
     *
     * @param kind which table
     * @param rows rows in the columns of {@link CleanPosts#schema}, repeats among them or not
     * @param commit which batch of which stream this is, which the table takes once; null outside streams
     * @return how many rows were added
     * @throws IllegalStateException when other writers change the table so often that this one never gets its turn
     */
    public long insert(Kind kind, Dataset<Row> rows, @Nullable StreamCommit commit) {
        return merge(path(kind), CleanColumns.of(kind), "ind", rows, commit);
    }

    /**
     * Adds records to quarantine that are not there yet; creates the table if need be.
     *
     * @param kind what the records' topic or stream is for
     * @param records rows in the columns of {@link CleanPosts#QUARANTINE_SCHEMA}
     * @param commit which batch of which stream this is, which the table takes once; null outside streams
     * @return how many records were added
     * @throws IllegalStateException when other writers change the table so often that this one never gets its turn
     */
    public long quarantine(Kind kind, Dataset<Row> records, @Nullable StreamCommit commit) {
        return merge(quarantinePath(kind), CleanPosts.QUARANTINE_SCHEMA, "position", records, commit);
    }

    /** The same tables, read in another session. */
    DeltaTables in(SparkSession session) {
        return new DeltaTables(session, lake, userId);
    }

    private Dataset<Row> read(String path) {
        if (!DeltaTable.isDeltaTable(spark, path)) {
            throw new IllegalArgumentException(
                    "There is no table at " + path + ": write it first, by clean or stream with the same user id");
        }
        return spark.read().format("delta").load(path);
    }

    private static void create(SparkSession session, String path, StructType schema) {
        DeltaTable.createIfNotExists(session).location(path).addColumns(schema).execute();
    }

    private static long merge(
            String path, StructType schema, String key, Dataset<Row> rows, @Nullable StreamCommit commit) {
        SparkSession session = rows.sparkSession();
        if (!DeltaTable.isDeltaTable(session, path)) {
            create(session, path, schema);
        }
        Map<String, String> columns = new LinkedHashMap<>();
        Arrays.stream(schema.fieldNames()).forEach(name -> columns.put(quoted("t", name), quoted("s", name)));
        Dataset<Row> distinct = rows.withColumn(HASH, expr(hash("", schema))).dropDuplicates(key, HASH);
        return once(
                session,
                commit,
                () -> DeltaTable.forPath(session, path)
                        .as("t")
                        .merge(
                                distinct.as("s"),
                                quoted("t", key) + " = " + quoted("s", key) + " AND " + hash("t", schema) + " = s."
                                        + HASH)
                        .whenNotMatched()
                        .insertExpr(columns)
                        .execute()
                        .select("num_inserted_rows")
                        .collectAsList()
                        .stream()
                        // No row at all for a batch that was taken before.
                        .mapToLong(inserted -> inserted.getLong(0))
                        .sum());
    }

    /** Runs a write as this batch of its stream, again when another writer came first. */
    private static long once(SparkSession session, @Nullable StreamCommit commit, LongSupplier write) {
        RuntimeConfig settings = session.conf();
        for (int attempt = 1; ; attempt++) {
            try {
                if (commit != null) {
                    settings.set("spark.databricks.delta.write.txnAppId", commit.stream());
                    settings.set("spark.databricks.delta.write.txnVersion", commit.batch());
                }
                return write.getAsLong();
            } catch (DeltaConcurrentModificationException e) {
                if (attempt == MERGE_ATTEMPTS) {
                    throw new IllegalStateException(
                            "Other writers changed the table " + attempt + " times during a merge: " + e.getMessage(),
                            e);
                }
            } finally {
                settings.unset("spark.databricks.delta.write.txnAppId");
                settings.unset("spark.databricks.delta.write.txnVersion");
            }
        }
    }

    /** A hash of all columns; which of them are null is part of it, since the hash function passes over nulls. */
    private static String hash(String alias, StructType schema) {
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

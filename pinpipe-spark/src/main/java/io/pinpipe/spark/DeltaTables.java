package io.pinpipe.spark;

import io.pinpipe.Destinations;
import io.pinpipe.Kind;
import java.io.IOException;
import java.util.Objects;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The Delta tables of one user in a lake: {@code <lake>/<userId>_pin_table}, {@code …_geo_table} and {@code …_user_table}
 * with clean rows, and {@code <lake>/<userId>_pin_quarantine} and so on with quarantined records.
 *
 * <p>Rows are only ever added, by a merge that skips rows already in the table, so that duplicates and re-runs change
 * nothing. Two rows are equal if all their columns are, compared by key and a 64-bit hash over all other columns.
 *
 * <p>Thread-safe; the threads of streams each use the session that Spark gives them. Several processes may write the
 * same tables; a merge that conflicts is repeated.
 */
public final class DeltaTables {

    private final SparkSession spark;
    private final String lake;
    private final String userId;

    private DeltaTables(SparkSession spark, String lake, String userId) {
        this.spark = spark;
        this.lake = lake;
        this.userId = userId;
    }

    /**
     * Returns the tables of a user, without accessing them.
     *
     * @param spark the session
     * @param lake the folder above the tables, such as {@code /data/lake} or {@code s3a://bucket/lake}
     * @param userId the user of the tables
     * @return the tables
     * @throws IllegalArgumentException if the user id cannot be part of a topic name
     */
    public static DeltaTables open(SparkSession spark, String lake, String userId) {
        Destinations.topics(userId);
        Objects.requireNonNull(lake, "lake");
        return new DeltaTables(Objects.requireNonNull(spark, "spark"), absolute(spark, lake), userId);
    }

    /** Delta would take a relative path for a table name. */
    private static String absolute(SparkSession spark, String lake) {
        Path path = new Path(lake);
        if (path.isAbsolute() || path.toUri().getScheme() != null) {
            return lake;
        }
        try {
            FileSystem files = FileSystem.get(spark.sessionState().newHadoopConf());
            return files.makeQualified(path).toString();
        } catch (IOException e) {
            throw new IllegalArgumentException("The lake " + lake + " cannot be found: " + e.getMessage(), e);
        }
    }

    /**
     * Returns the path of a kind's clean rows.
     *
     * @param kind the kind
     * @return the path of a Delta table, which may not exist yet
     */
    public String path(Kind kind) {
        return new Path(lake, userId + '_' + kind.label() + "_table").toString();
    }

    /**
     * Returns the path of the quarantined records of a kind's topics and streams.
     *
     * @param kind the kind
     * @return the path of a Delta table, which may not exist yet
     */
    public String quarantinePath(Kind kind) {
        return new Path(lake, userId + '_' + kind.label() + "_quarantine").toString();
    }

    /**
     * Returns whether the clean table of a kind exists.
     *
     * @param kind the kind
     * @return true if there is a Delta table at its path, even without rows
     * @throws IllegalArgumentException if something else is there
     * @throws IllegalStateException if its log is damaged
     */
    public boolean exists(Kind kind) {
        return table(path(kind), CleanColumns.of(kind)).exists(spark);
    }

    /**
     * Checks that each of the tables either does not exist or is one of pinpipe's; writes nothing.
     *
     * @throws IllegalArgumentException if one has other columns, or something else is in its place
     * @throws IllegalStateException if the log of one is damaged
     */
    public void check() {
        for (Kind kind : Kind.values()) {
            table(path(kind), CleanColumns.of(kind)).check(spark);
            table(quarantinePath(kind), CleanPosts.QUARANTINE_SCHEMA).check(spark);
        }
    }

    /**
     * Creates missing tables, without rows, after a {@link #check()} of all.
     *
     * @throws IllegalArgumentException like {@link #check()}, before anything is written
     * @throws IllegalStateException like {@link #check()}, before anything is written
     */
    public void create() {
        check();
        for (Kind kind : Kind.values()) {
            into(kind).createTable(spark);
            intoQuarantine(kind).createTable(spark);
        }
    }

    /**
     * Returns the clean rows of a kind.
     *
     * @param kind the kind
     * @return the rows, with the columns of {@link CleanPosts#schema}
     * @throws IllegalArgumentException if there is no such table, or it has other columns
     * @throws IllegalStateException if its log is damaged
     */
    public Dataset<Row> table(Kind kind) {
        return table(path(kind), CleanColumns.of(kind)).read(spark);
    }

    /**
     * Returns the quarantined records of a kind's topics and streams.
     *
     * @param kind the kind
     * @return the records, with the columns of {@link CleanPosts#QUARANTINE_SCHEMA}
     * @throws IllegalArgumentException if there is no such table, or it has other columns
     * @throws IllegalStateException if its log is damaged
     */
    public Dataset<Row> quarantine(Kind kind) {
        return table(quarantinePath(kind), CleanPosts.QUARANTINE_SCHEMA).read(spark);
    }

    /**
     * Adds clean rows that are not in the table yet; creates the table if necessary.
     *
     * @param kind the kind of the table
     * @param rows rows in the columns of {@link CleanPosts#schema}, with or without duplicates
     * @param commit identifies the stream and batch, which is written once; null outside streams
     * @return the number of rows added
     * @throws IllegalStateException if other writers change the table too often for the merge to succeed
     */
    public long insert(Kind kind, Dataset<Row> rows, @Nullable StreamCommit commit) {
        return insert(kind, rows, commit, () -> {});
    }

    /** The same, with an action before each time that the rows are read for the merge. */
    long insert(Kind kind, Dataset<Row> rows, @Nullable StreamCommit commit, Runnable beforeEachAttempt) {
        return into(kind).insert(rows, commit, beforeEachAttempt);
    }

    /**
     * Adds records that are not in quarantine yet; creates the table if necessary.
     *
     * @param kind the kind of the records' topic or stream
     * @param records rows in the columns of {@link CleanPosts#QUARANTINE_SCHEMA}
     * @param commit identifies the stream and batch, which is written once; null outside streams
     * @return the number of records added
     * @throws IllegalStateException if other writers change the table too often for the merge to succeed
     */
    public long quarantine(Kind kind, Dataset<Row> records, @Nullable StreamCommit commit) {
        return intoQuarantine(kind).insert(records, commit, () -> {});
    }

    /** The same tables in another session. */
    DeltaTables in(SparkSession session) {
        return new DeltaTables(session, lake, userId);
    }

    private static LakeTable table(String path, StructType schema) {
        return new LakeTable(path, schema);
    }

    private InsertOnlyMerge into(Kind kind) {
        return new InsertOnlyMerge(path(kind), CleanColumns.of(kind), "ind");
    }

    private InsertOnlyMerge intoQuarantine(Kind kind) {
        return new InsertOnlyMerge(quarantinePath(kind), CleanPosts.QUARANTINE_SCHEMA, "position");
    }
}

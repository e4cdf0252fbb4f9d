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
 * with clean rows, and {@code <lake>/<userId>_pin_quarantine} and so on with the records that are none.
 *
 * <p>Rows are only ever added, by a merge that leaves out those that the table has, so that repeats and re-runs change
 * nothing. Two rows are the same when all their columns are, as a hash of 64 bits over all columns beside the key tells.
 *
 * <p>Safe for use by many threads, those of streams each with a session of its own, as Spark gives it to them; several
 * processes may write the same tables, and one that comes too late merges again.
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
        Objects.requireNonNull(lake, "lake");
        return new DeltaTables(Objects.requireNonNull(spark, "spark"), absolute(spark, lake), userId);
    }

    /** Delta takes a relative path for the name of a table. */
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
     * @throws IllegalArgumentException when something else lies there
     * @throws IllegalStateException when its log is damaged
     */
    public boolean exists(Kind kind) {
        return table(path(kind), CleanColumns.of(kind)).exists(spark);
    }

    /**
     * Makes sure that each of the tables either does not exist or is one of pinpipe's; writes nothing.
     *
     * @throws IllegalArgumentException when one has other columns, or something else lies in its place
     * @throws IllegalStateException when the log of one is damaged
     */
    public void check() {
        for (Kind kind : Kind.values()) {
            table(path(kind), CleanColumns.of(kind)).check(spark);
            table(quarantinePath(kind), CleanPosts.QUARANTINE_SCHEMA).check(spark);
        }
    }

    /**
     * Creates the tables that do not exist yet, without rows, after a {@link #check()} of all.
     *
     * @throws IllegalArgumentException as {@link #check()}, before anything is written
     * @throws IllegalStateException as {@link #check()}, before anything is written
     */
    public void create() {
        check();
        for (Kind kind : Kind.values()) {
            into(kind).createTable(spark);
            intoQuarantine(kind).createTable(spark);
        }
    }

    /**
     * The clean rows of a kind.
     *
     * @param kind the kind
     * @return the rows, with the columns of {@link CleanPosts#schema}
     * @throws IllegalArgumentException when there is no such table, or it has other columns
     * @throws IllegalStateException when its log is damaged
     */
    public Dataset<Row> table(Kind kind) {
        return table(path(kind), CleanColumns.of(kind)).read(spark);
    }

    /**
     * The quarantined records of a kind's topics and streams.
     *
     * @param kind the kind
     * @return the records, with the columns of {@link CleanPosts#QUARANTINE_SCHEMA}
     * @throws IllegalArgumentException when there is no such table, or it has other columns
     * @throws IllegalStateException when its log is damaged
     */
    public Dataset<Row> quarantine(Kind kind) {
        return table(quarantinePath(kind), CleanPosts.QUARANTINE_SCHEMA).read(spark);
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
        return insert(kind, rows, commit, () -> {});
    }

    /** The same, with something to do before each time that the rows are read for the merge. */
    long insert(Kind kind, Dataset<Row> rows, @Nullable StreamCommit commit, Runnable beforeEachAttempt) {
        return into(kind).insert(rows, commit, beforeEachAttempt);
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
        return intoQuarantine(kind).insert(records, commit, () -> {});
    }

    /** The same tables, read in another session. */
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

package io.pinpipe.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A Delta table of a lake in its current state: missing, a table with the required columns, or something that is
 * rejected. Delta silently reads a log whose last commit is missing or empty as an older version.
 *
 * @param path the table's path
 * @param schema the required columns
 */
record LakeTable(String path, StructType schema) {

    private static final String LOG = "_delta_log";

    /** A commit, its checksum or a checkpoint, with its version. */
    private static final Pattern VERSIONED = Pattern.compile("(\\d{20})\\.(json|crc|checkpoint\\..*)");

    /**
     * Checks that the table, if it exists, is valid.
     *
     * @throws IllegalArgumentException if it has other columns, or is no table
     * @throws IllegalStateException if its log is damaged
     */
    void check(SparkSession spark) {
        if (exists(spark)) {
            requireColumns(load(spark).schema());
        }
    }

    /**
     * Reads the table.
     *
     * @throws IllegalArgumentException if there is none, or it has other columns
     * @throws IllegalStateException if its log is damaged
     */
    Dataset<Row> read(SparkSession spark) {
        if (!exists(spark)) {
            throw new IllegalArgumentException(
                    "There is no table at " + path + ": write it first, by clean or stream with the same user id");
        }
        Dataset<Row> rows = load(spark);
        requireColumns(rows.schema());
        return rows;
    }

    private Dataset<Row> load(SparkSession spark) {
        return spark.read().format("delta").load(path);
    }

    /**
     * Returns whether the table exists; an empty log is left behind by a writer that was interrupted.
     *
     * @throws IllegalArgumentException if something else is in its place
     * @throws IllegalStateException if its log is damaged
     */
    boolean exists(SparkSession spark) {
        Path table = new Path(path);
        try {
            FileSystem files = table.getFileSystem(spark.sessionState().newHadoopConf());
            for (Path folder : List.of(table.getParent(), table)) {
                if (isFile(files, folder)) {
                    throw new IllegalArgumentException(folder + " is a file, not a folder of tables:"
                            + " name another lake, or move the file away");
                }
            }
            Path log = new Path(table, LOG);
            List<FileStatus> found = list(files, log);
            if (lastVersion(found, ".json", ".checkpoint") < 0) {
                if (!files.exists(log)) {
                    requireEmpty(list(files, table));
                }
                return false;
            }
            if (lack(found).isPresent()) {
                // What another writer adds during a listing may be seen in part.
                lack(list(files, log)).ifPresent(lack -> {
                    throw damaged(lack);
                });
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("The table " + path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Creates the log folder, which identifies files left behind by an interrupted creation as never committed.
     */
    void begin(SparkSession spark) {
        Path log = new Path(path, LOG);
        try {
            log.getFileSystem(spark.sessionState().newHadoopConf()).mkdirs(log);
        } catch (IOException e) {
            throw new UncheckedIOException("The table " + path + " cannot be written: " + e.getMessage(), e);
        }
    }

    private void requireEmpty(List<FileStatus> found) {
        if (found.stream().anyMatch(file -> !file.getPath().getName().equals(LOG))) {
            throw damaged("it contains files but no log in " + LOG);
        }
    }

    /** What a log lacks although its files show that it existed. */
    private static Optional<String> lack(List<FileStatus> log) {
        long last = lastVersion(log, ".json", ".checkpoint");
        long written = lastVersion(log, ".crc");
        if (written > last) {
            return Optional.of("its log ends with version " + last + ", though version " + written + " was written");
        }
        return log.stream()
                .filter(file -> file.getLen() == 0 && version(file, ".json") >= 0)
                .findFirst()
                .map(file -> "the file " + file.getPath().getName() + " of its log is empty");
    }

    private IllegalStateException damaged(String how) {
        return new IllegalStateException("The table " + path + " is damaged, " + how + ": " + Failures.remedy(path));
    }

    private void requireColumns(StructType found) {
        List<String> names = Arrays.asList(found.fieldNames());
        for (StructField column : schema.fields()) {
            if (!names.contains(column.name())) {
                throw foreign("no column " + column.name());
            }
            StructField other = found.apply(column.name());
            if (!type(other).equals(type(column))) {
                throw foreign("the column " + column.name() + " as " + type(other) + ", not as " + type(column));
            }
        }
    }

    private IllegalArgumentException foreign(String what) {
        return new IllegalArgumentException("The table " + path + " has " + what
                + ", so it is not one of pinpipe's: name another lake or user id, or move the table away");
    }

    /** The type without nullability, in which a copied table can differ. */
    private static String type(StructField column) {
        return column.dataType().catalogString();
    }

    private static boolean isFile(FileSystem files, Path path) throws IOException {
        try {
            return files.getFileStatus(path).isFile();
        } catch (FileNotFoundException absent) {
            return false;
        }
    }

    private static List<FileStatus> list(FileSystem files, Path folder) throws IOException {
        try {
            return List.of(files.listStatus(folder));
        } catch (FileNotFoundException absent) {
            return List.of();
        }
    }

    private static long lastVersion(List<FileStatus> log, String... kinds) {
        return log.stream()
                .flatMapToLong(file -> Stream.of(kinds).mapToLong(kind -> version(file, kind)))
                .max()
                .orElse(-1);
    }

    /** The version of a log file; −1 for other files. */
    private static long version(FileStatus file, String kind) {
        Matcher name = VERSIONED.matcher(file.getPath().getName());
        return name.matches() && ('.' + name.group(2)).startsWith(kind) ? Long.parseLong(name.group(1)) : -1;
    }
}

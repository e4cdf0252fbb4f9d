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
 * A Delta table of a lake as it is found: nothing yet, a table with the columns that it must have, or something that is
 * refused. Delta reads a log whose last commit is gone or empty as an older table, without a word.
 *
 * @param path where the table is or shall be
 * @param schema the columns that it must have
 */
record LakeTable(String path, StructType schema) {

    private static final String LOG = "_delta_log";

    /** A commit, the checksum of one, or a checkpoint, by its version. */
    private static final Pattern VERSIONED = Pattern.compile("(\\d{20})\\.(json|crc|checkpoint\\..*)");

    /**
     * Makes sure that what is there, if anything, is the table.
     *
     * @throws IllegalArgumentException when it has other columns, or is no table
     * @throws IllegalStateException when its log is damaged
     */
    void check(SparkSession spark) {
        if (exists(spark)) {
            requireColumns(load(spark).schema());
        }
    }

    /**
     * Reads the table.
     *
     * @throws IllegalArgumentException when there is none, or it has other columns
     * @throws IllegalStateException when its log is damaged
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
     * Whether the table is there; an empty log is what a writer that was cut off leaves.
     *
     * @throws IllegalArgumentException when something else lies in its place
     * @throws IllegalStateException when its log is damaged
     */
    boolean exists(SparkSession spark) {
        Path table = new Path(path);
        try {
            FileSystem files = table.getFileSystem(spark.sessionState().newHadoopConf());
            for (Path folder : List.of(table.getParent(), table)) {
                if (isFile(files, folder)) {
                    throw new IllegalArgumentException(folder + " is a file, where a folder of tables belongs:"
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
                // What another writer adds while a folder is listed may be seen in part.
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
     * Makes the folder of the log, by which files that a creation leaves when it is cut off are known for what they are:
     * nothing that was ever committed.
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
            throw damaged("it holds files but no log in " + LOG);
        }
    }

    /** What a log lacks though the files in it say that it was there. */
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
        return new IllegalStateException("The table " + path + " is damaged, " + how + ": " + Failures.wayOut(path));
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
                + ", so that it is none of pinpipe's: name another lake or user id, or move the table away");
    }

    /** Without what may be null, in which a table that was copied can differ. */
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

    /** The version that a file of the log has; −1 when it is of another kind. */
    private static long version(FileStatus file, String kind) {
        Matcher name = VERSIONED.matcher(file.getPath().getName());
        return name.matches() && ('.' + name.group(2)).startsWith(kind) ? Long.parseLong(name.group(1)) : -1;
    }
}

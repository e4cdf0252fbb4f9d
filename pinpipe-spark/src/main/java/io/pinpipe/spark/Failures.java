package io.pinpipe.spark;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSError;
import org.apache.spark.SparkThrowable;
import org.jspecify.annotations.Nullable;

/** Turns stack traces of Spark, Delta and Hadoop into one sentence with a remedy. */
final class Failures {

    /** With the value {@code warn}, shows what Spark itself logs. */
    static final String LOG_SETTING = "pinpipe.spark.log";

    private static final long FULL_BYTES = 1 << 20;
    private static final int MOST_CAUSES = 50;

    private static final Pattern NO_SPACE = Pattern.compile("No space left on device|Disk quota exceeded");

    /** A path before Linux's own message, such as {@code /data/x (No space left on device)}. */
    private static final Pattern PATH = Pattern.compile("(?:file:)?(/[^\\s(]+) \\(");

    private static final Pattern LOG_FOLDER = Pattern.compile("(.*)/_delta_log/[^/]*");

    private Failures() {}

    /**
     * Describes a failure with a known cause outside the program: a full disk, a damaged file.
     *
     * @return one sentence; empty for another cause
     */
    static Optional<String> known(Throwable failure) {
        List<Throwable> causes = causes(failure);
        return Stream.<Optional<String>>of(noSpace(causes), noMemory(causes), damage(causes), unreadableObject(causes))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * Describes any failure of Spark, Delta, Hadoop or the system.
     *
     * @return one sentence; empty for a failure from elsewhere
     */
    static Optional<String> theirs(Throwable failure) {
        List<Throwable> causes = causes(failure);
        boolean theirs = causes.stream()
                .anyMatch(cause ->
                        cause instanceof SparkThrowable || cause instanceof IOException || cause instanceof FSError);
        if (!theirs) {
            return Optional.empty();
        }
        String messages = causes.stream()
                .filter(cause -> cause instanceof SparkThrowable spark && spark.getCondition() != null)
                .findFirst()
                .or(() -> Optional.of(last(causes)))
                .map(cause -> firstLine(cause.getMessage()))
                .filter(message -> !message.isEmpty())
                .orElseGet(() -> last(causes).toString());
        return Optional.of("Spark failed: " + messages + " (java -D" + LOG_SETTING + "=warn shows more)");
    }

    /** The remedy for a damaged table. */
    static String remedy(String table) {
        return "restore it, or move " + table + " away and clean the archive again, which rewrites it"
                + " (after stream, move the lake's _checkpoint away too)";
    }

    /** The first line, without the SQLSTATE that Spark appends. */
    static String firstLine(@Nullable String message) {
        return Objects.requireNonNullElse(message, "")
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst("\\s*SQLSTATE: \\w+\\W*$", "")
                .strip();
    }

    private static Optional<String> noSpace(List<Throwable> causes) {
        return causes.stream()
                .map(Throwable::getMessage)
                .filter(message -> message != null && NO_SPACE.matcher(message).find())
                .reduce((outer, inner) -> inner)
                .map(message -> "There is no space left on the disk of " + fullPlace(message)
                        + ": free some space there, and repeat the command");
    }

    private static String fullPlace(String message) {
        Matcher path = PATH.matcher(message);
        if (path.find()) {
            return path.group(1);
        }
        File temporary = new File(System.getProperty("spark.local.dir", System.getProperty("java.io.tmpdir")));
        return temporary.getUsableSpace() < FULL_BYTES
                ? "the temporary folder " + temporary + " (or choose another with -Dspark.local.dir)"
                : "the command's output";
    }

    private static Optional<String> noMemory(List<Throwable> causes) {
        return causes.stream()
                .filter(OutOfMemoryError.class::isInstance)
                .findFirst()
                .map(error -> "Not enough memory (" + firstLine(error.getMessage())
                        + "): give the program more, for instance java -Xmx8g, and repeat the command");
    }

    private static Optional<String> damage(List<Throwable> causes) {
        for (Throwable cause : causes) {
            if (cause instanceof SparkThrowable spark && spark.getCondition() != null) {
                String path = spark.getMessageParameters().get("path");
                if (path != null && isDamage(spark.getCondition())) {
                    return Optional.of("The file " + path + ' ' + how(spark.getCondition(), causes) + ": "
                            + remedy(tableOf(path)));
                }
            }
            if (cause instanceof ChecksumException) {
                return Optional.of("A file of a table is damaged (" + firstLine(cause.getMessage())
                        + "): restore it, or move its table away and clean the archive again");
            }
        }
        return Optional.empty();
    }

    private static boolean isDamage(String condition) {
        return condition.startsWith("FAILED_READ_FILE") || condition.equals("DELTA_TRUNCATED_TRANSACTION_LOG");
    }

    private static String how(String condition, List<Throwable> causes) {
        return condition.endsWith("FILE_NOT_EXIST") || condition.equals("DELTA_TRUNCATED_TRANSACTION_LOG")
                ? "of a table is missing"
                : "of a table cannot be read (" + firstLine(last(causes).getMessage()) + ')';
    }

    private static String tableOf(String path) {
        Matcher log = LOG_FOLDER.matcher(path);
        return log.matches() ? log.group(1) : path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    private static Optional<String> unreadableObject(List<Throwable> causes) {
        return causes.stream()
                .filter(UnreadableObjectException.class::isInstance)
                .findFirst()
                .map(Throwable::getMessage);
    }

    private static Throwable last(List<Throwable> causes) {
        return causes.get(causes.size() - 1);
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null && causes.size() < MOST_CAUSES; cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }
}

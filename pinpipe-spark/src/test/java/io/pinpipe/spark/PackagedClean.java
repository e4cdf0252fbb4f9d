package io.pinpipe.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Kind;
import io.pinpipe.testkit.GeneratedPosts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;

/** The command {@code clean} of a packaged jar, in its own process, on an archive of generated posts. */
final class PackagedClean {

    /** The jar built by Maven. */
    static final Path TARGET = Path.of(System.getProperty("pinpipe.project", ".."), "pinpipe-spark", "target");

    static final int POSTS = 500;
    static final Duration LIMIT = Duration.ofMinutes(10);

    private static final String USER_ID = "0a1d8948160f";

    private final Path folder;
    private final DeltaTables tables;

    PackagedClean(SparkSession spark, Path folder) throws IOException {
        this.folder = folder;
        this.tables = DeltaTables.open(spark, folder.resolve("lake").toString(), USER_ID);
        ArchiveFolder archive = new ArchiveFolder(folder.resolve("archive"), USER_ID, 3);
        archive.addPosts(GeneratedPosts.of(3, POSTS).stream().toList());
        archive.add(Kind.PIN, "\"\"");
    }

    DeltaTables tables() {
        return tables;
    }

    List<String> arguments() {
        return List.of(
                "clean",
                "--in",
                folder.resolve("archive").toString(),
                "--user-id",
                USER_ID,
                "--out",
                folder.resolve("lake").toString());
    }

    /**
     * Starts the command.
     *
     * @param options options of the Java command
     * @return the process
     */
    Process start(String... options) throws IOException {
        return start(Path.of(System.getProperty("java.home"), "bin", "java"), options);
    }

    private Process start(Path java, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                java.toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Dspark.sql.shuffle.partitions=2",
                "-Dspark.databricks.delta.snapshotPartitions=1"));
        command.addAll(List.of(options));
        command.addAll(arguments());
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    /** Runs the command to its end and returns its output. */
    String run(String... options) throws IOException {
        runTo(0, start(options));
        return String.join("\n", output());
    }

    /** Runs the command, which must end with this exit code. */
    void runFailing(int exitCode, String... options) throws IOException {
        runTo(exitCode, start(options));
    }

    /** The same on another JVM. */
    void runFailing(int exitCode, Path java, String... options) throws IOException {
        runTo(exitCode, start(java, options));
    }

    /** The lines that the last run wrote to standard output and standard error. */
    List<String> output() throws IOException {
        return Files.readAllLines(folder.resolve("output"), StandardCharsets.UTF_8);
    }

    private void runTo(int exitCode, Process process) throws IOException {
        try {
            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(String.join("\n", output())).isEqualTo(exitCode);
    }

    void assertRowCounts() {
        for (Kind kind : Kind.values()) {
            assertThat(tables.table(kind).count()).as("%s rows", kind.label()).isEqualTo(POSTS);
        }
        assertThat(tables.quarantine(Kind.PIN).count()).isEqualTo(1);
    }
}

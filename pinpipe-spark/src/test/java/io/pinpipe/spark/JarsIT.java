package io.pinpipe.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pinpipe.Kind;
import io.pinpipe.testkit.GeneratedPosts;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The two jars as they are packaged, each in a process of its own. */
@ExtendWith(SharedSpark.class)
final class JarsIT {

    private static final Path TARGET = Path.of(System.getProperty("pinpipe.project", ".."), "pinpipe-spark", "target");
    private static final Path JAR = TARGET.resolve("pinpipe-spark.jar");
    private static final Path CLUSTER_JAR = TARGET.resolve("pinpipe-spark-cluster.jar");
    private static final String USER_ID = "0a1d8948160f";
    private static final int POSTS = 500;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private Path folder;
    private DeltaTables tables;

    @BeforeEach
    void anArchive(SparkSession spark, @TempDir Path temp) throws IOException {
        folder = temp;
        tables = DeltaTables.open(spark, folder.resolve("lake").toString(), USER_ID);
        ArchiveFolder archive = new ArchiveFolder(folder.resolve("archive"), USER_ID, 3);
        archive.addPosts(GeneratedPosts.of(3, POSTS).stream().toList());
        archive.add(Kind.PIN, "\"\"");
    }

    @Test
    void theJarRunsWithTheLibrariesBesideIt() throws IOException {
        String said = run(start(java("-jar", JAR.toString())));

        assertThat(said).containsPattern("new pin rows +" + POSTS);
        assertRowCounts();
    }

    @Test
    void theClusterJarRunsUnderSparkSubmit() throws IOException {
        String said = run(start(java(
                "-cp",
                sparksLibraries(),
                "org.apache.spark.deploy.SparkSubmit",
                "--master",
                "local[2]",
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.driver.bindAddress=127.0.0.1",
                "--conf",
                "spark.driver.host=127.0.0.1",
                "--class",
                "io.pinpipe.spark.Main",
                CLUSTER_JAR.toString())));

        assertThat(said).containsPattern("new pin rows +" + POSTS);
        assertRowCounts();
    }

    @Test
    void theClusterJarHoldsWhatAClusterLacksAndNothingElse() throws IOException {
        try (JarFile jar = new JarFile(CLUSTER_JAR.toFile())) {
            List<String> names = jar.stream().map(entry -> entry.getName()).toList();

            assertThat(names)
                    .contains(
                            "io/pinpipe/spark/Main.class",
                            "io/pinpipe/clean/PinCleaner.class",
                            "picocli/CommandLine.class",
                            "io/pinpipe/spark/shaded/software/amazon/awssdk/services/kinesis/KinesisClient.class");
            assertThat(names)
                    .noneMatch(name -> name.startsWith("org/apache/spark/")
                            || name.startsWith("io/delta/")
                            || name.startsWith("com/fasterxml/")
                            || name.startsWith("org/slf4j/")
                            || name.startsWith("com/mysql/")
                            || name.startsWith("org/jdbi/")
                            || name.startsWith("software/amazon/"));
        }
    }

    @Test
    void whatAKilledRunBeganTheNextOneCompletes() throws IOException, InterruptedException {
        Process killed = start(java("-jar", JAR.toString()));
        await().atMost(LIMIT).until(() -> hasData(tables.path(Kind.GEO)) || !killed.isAlive());
        killed.destroyForcibly().waitFor();

        CommandRun again = CommandRun.of(arguments().toArray());

        assertThat(again.exitCode()).as(again.toString()).isZero();
        assertRowCounts();
    }

    private void assertRowCounts() {
        for (Kind kind : Kind.values()) {
            assertThat(tables.table(kind).count()).as("%s rows", kind.label()).isEqualTo(POSTS);
        }
        assertThat(tables.quarantine(Kind.PIN).count()).isEqualTo(1);
    }

    private List<String> arguments() {
        return List.of(
                "clean",
                "--in",
                folder.resolve("archive").toString(),
                "--user-id",
                USER_ID,
                "--out",
                folder.resolve("lake").toString());
    }

    private static List<String> java(String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Dspark.sql.shuffle.partitions=2",
                "-Dspark.databricks.delta.snapshotPartitions=1"));
        command.addAll(List.of(options));
        return command;
    }

    private Process start(List<String> java) throws IOException {
        List<String> command = new ArrayList<>(java);
        command.addAll(arguments());
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
    }

    private String run(Process process) throws IOException {
        try {
            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(folder.resolve("said"), StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    /** What a cluster has: the libraries beside the jar but for pinpipe's own and the AWS SDK. */
    private static String sparksLibraries() throws IOException {
        try (Stream<Path> libraries = Files.list(TARGET.resolve("lib"))) {
            return libraries
                    .map(Path::toString)
                    .filter(path -> !path.contains("pinpipe-core") && !path.contains("picocli"))
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    /** Whether a table has files with rows, committed or not. */
    private static boolean hasData(String table) throws IOException {
        Path path = Path.of(table);
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.anyMatch(file -> Objects.toString(file.getFileName()).startsWith("part-"));
        }
    }
}

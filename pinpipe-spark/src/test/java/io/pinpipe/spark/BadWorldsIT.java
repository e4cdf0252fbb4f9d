package io.pinpipe.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pinpipe.Kind;
import io.pinpipe.testkit.servers.MachineParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The program's whole output in a hostile environment: one sentence, without a stack trace of Spark. */
@ExtendWith(SharedSpark.class)
@Tag("scale")
final class BadWorldsIT {

    private static final String JAR =
            PackagedClean.TARGET.resolve("pinpipe-spark.jar").toString();
    private static final int SIGTERM_CODE = 143;

    private PackagedClean clean;
    private Path folder;

    @BeforeEach
    void anArchive(SparkSession spark, @TempDir Path temporary) throws IOException {
        folder = temporary;
        clean = new PackagedClean(spark, temporary);
    }

    @Test
    void aFullDiskIsReportedOnceAndTheNextRunCompletesTheTables() throws IOException, InterruptedException {
        try (SmallDisk lake = SmallDisk.mount(Files.createDirectory(folder.resolve("lake")), "200k")) {
            clean.runFailing(1, "-jar", JAR);
            assertThat(clean.output())
                    .singleElement()
                    .asString()
                    .contains("no space left on the disk of", "free some space there, and repeat the command");

            lake.grow("100m");
            clean.run("-jar", JAR);
            clean.assertRowCounts();
        }
    }

    @Test
    void aFullTemporaryFolderIsNamed() throws IOException, InterruptedException {
        try (SmallDisk temporary = SmallDisk.mount(Files.createDirectory(folder.resolve("temporary")), "100k")) {
            clean.runFailing(1, "-Djava.io.tmpdir=" + temporary.folder(), "-jar", JAR);

            assertThat(clean.output())
                    .singleElement()
                    .asString()
                    .contains("no space left on the disk of", temporary.folder().toString());
        }
    }

    @Test
    void aSignalInTheMiddleIsNoDefectAndTheNextRunCompletesTheTables() throws IOException, InterruptedException {
        Process process = clean.start("-jar", JAR);
        Path places = Path.of(clean.tables().path(Kind.GEO));
        await().atMost(PackagedClean.LIMIT).until(() -> hasData(places) || !process.isAlive());

        process.destroy();

        assertThat(process.waitFor(PackagedClean.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(process.exitValue()).as(clean.output().toString()).isEqualTo(SIGTERM_CODE);
        assertThat(clean.output())
                .filteredOn(line -> line.startsWith("Ended by a signal"))
                .hasSize(1);
        assertThat(clean.output())
                .as("output other than reports of completed topics")
                .filteredOn(line -> !line.matches("(\\w+ records|  .*\\S) +\\d+|  fields changed"))
                .hasSize(1);
        clean.run("-jar", JAR);
        clean.assertRowCounts();
    }

    @Test
    void aJavaThatHadoopDoesNotRunOnIsNamedWithOneThatItRunsOn() throws IOException, InterruptedException {
        Optional<Path> java = javaTooNew();
        MachineParts.require("jdk25", java.isPresent(), "install a JDK 25 below /usr/lib/jvm");

        clean.runFailing(2, java.orElseThrow(), "-jar", JAR);

        assertThat(clean.output()).singleElement().asString().contains("does not run on Java 25", "Java 17");
    }

    private static Optional<Path> javaTooNew() throws IOException {
        Path machines = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(machines)) {
            return Optional.empty();
        }
        try (Stream<Path> found = Files.list(machines)) {
            return found.filter(
                            machine -> Objects.toString(machine.getFileName()).contains("25"))
                    .map(machine -> machine.resolve("bin/java"))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }

    private static boolean hasData(Path table) throws IOException {
        if (!Files.isDirectory(table)) {
            return false;
        }
        try (Stream<Path> files = Files.list(table)) {
            return files.anyMatch(file -> Objects.toString(file.getFileName()).startsWith("part-"));
        }
    }
}

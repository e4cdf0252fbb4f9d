package io.pinpipe.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pinpipe.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The jar for one machine, with its libraries beside it. */
@ExtendWith(SharedSpark.class)
final class JarIT {

    private static final String JAR =
            PackagedClean.TARGET.resolve("pinpipe-spark.jar").toString();

    private PackagedClean clean;

    @BeforeEach
    void anArchive(SparkSession spark, @TempDir Path folder) throws IOException {
        clean = new PackagedClean(spark, folder);
    }

    @Test
    void theJarRunsWithTheLibrariesBesideIt() throws IOException {
        assertThat(clean.run("-jar", JAR)).containsPattern("new pin rows +" + PackagedClean.POSTS);
        clean.assertRowCounts();
    }

    @Test
    @Tag("scale")
    void whatAKilledRunBeganTheNextOneCompletes() throws IOException, InterruptedException {
        Process killed = clean.start("-jar", JAR);
        String geos = clean.tables().path(Kind.GEO);
        await().atMost(PackagedClean.LIMIT).until(() -> hasData(geos) || !killed.isAlive());
        killed.destroyForcibly().waitFor();

        CommandRun again = CommandRun.of(clean.arguments().toArray());

        assertThat(again.exitCode()).as(again.toString()).isZero();
        clean.assertRowCounts();
    }

    /** Whether a table has data files, committed or not. */
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

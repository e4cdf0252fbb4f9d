package io.pinpipe.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The jar for clusters, which provide Spark and Delta. */
@ExtendWith(SharedSpark.class)
final class ClusterJarIT {

    private static final Path JAR = PackagedClean.TARGET.resolve("pinpipe-spark-cluster.jar");

    @Test
    void theJarRunsUnderSparkSubmit(SparkSession spark, @TempDir Path folder) throws IOException {
        PackagedClean clean = new PackagedClean(spark, folder);

        String output = clean.run(
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
                JAR.toString());

        assertThat(output).containsPattern("new pin rows +" + PackagedClean.POSTS);
        clean.assertRowCounts();
    }

    @Test
    void theJarHoldsWhatAClusterLacksAndNothingElse() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> names = jar.stream().map(entry -> entry.getName()).toList();

            assertThat(names)
                    .contains(
                            "io/pinpipe/spark/Main.class",
                            "io/pinpipe/clean/PostCleaner.class",
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

    /** The libraries of a cluster: those named by the other jar except pinpipe's own and picocli. */
    private static String sparksLibraries() throws IOException {
        try (JarFile jar =
                new JarFile(PackagedClean.TARGET.resolve("pinpipe-spark.jar").toFile())) {
            String names = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return Stream.of(names.split(" "))
                    .filter(name -> !name.contains("pinpipe-core") && !name.contains("picocli"))
                    .map(name -> PackagedClean.TARGET.resolve(name).toString())
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }
}

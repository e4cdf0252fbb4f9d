package io.pinpipe.spark.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("scale")
class DemoWithSparkIT {

    private static final Path JAR =
            Path.of(System.getProperty("pinpipe.project", ".."), "pinpipe-spark", "target", "pinpipe-spark.jar");

    @TempDir
    private Path folder;

    @Test
    void theDemoGoesOnToAnswersThatAgreeWithItsDatabase() throws Exception {
        List<String> output = PinpipeProcess.run(
                "pinpipe-examples",
                folder,
                List.of(
                        "demo",
                        "--offline",
                        "--posts",
                        "300",
                        "--json",
                        "--with-spark",
                        JAR.toAbsolutePath().toString()));

        JsonNode spark =
                new ObjectMapper().readTree(output.get(output.size() - 1)).get("spark");
        assertThat(spark.get("exitCodes").properties())
                .extracting(step -> step.getKey() + " " + step.getValue())
                .containsExactly("archive 0", "clean 0", "analyse 0", "dashboard 0");
        assertThat(spark.get("usersJoined")).isNotEmpty().isEqualTo(spark.get("usersExpected"));
        assertThat(Path.of(spark.get("folder").asText(), "dashboard.html")).isNotEmptyFile();
    }
}

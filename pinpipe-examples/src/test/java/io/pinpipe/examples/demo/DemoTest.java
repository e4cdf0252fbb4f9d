package io.pinpipe.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinpipe.testkit.servers.Kinesalite;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void everyEventOfEachLegArrives() throws JsonProcessingException {
        assertThat(demo("--posts", "200", "--offline", "--json"))
                .as(out.toString() + err)
                .isZero();
        List<String> lines = out.toString().lines().toList();
        JsonNode report = new ObjectMapper().readTree(lines.get(lines.size() - 1));
        assertThat(report.get("legs"))
                .extracting(leg -> leg.get("leg").asText())
                .startsWith("Kafka REST", "Strimzi bridge", "Karapace", "Kafka")
                .hasSize(6 - report.get("leftOut").size());
        for (JsonNode leg : report.get("legs")) {
            assertThat(leg.get("posts").asLong()).isEqualTo(200);
            assertThat(leg.get("sent").asLong()).isEqualTo(600);
            assertThat(leg.get("acknowledged").asLong()).isEqualTo(600);
            assertThat(leg.get("failed").asLong()).isZero();
            assertThat(leg.get("readBack").asLong()).isEqualTo(600);
            assertThat(leg.get("lost").asLong()).isZero();
            assertThat(leg.get("duplicated").asLong()).isZero();
            assertThat(leg.get("eventsPerSecond").asDouble()).isPositive();
        }
    }

    @Test
    void aDemoOfNoPostsIsRefused() {
        assertThat(demo("--posts", "0")).isEqualTo(2);
        assertThat(err).hasToString("--posts must be at least 1, not 0" + System.lineSeparator());
    }

    @Test
    void helpNamesTheJar() {
        assertThat(demo("--help")).isZero();
        assertThat(out.toString()).contains("Usage: java -jar pinpipe-examples.jar demo");
    }

    @Test
    void legsToKinesisRunWhereKinesaliteIs() {
        Kinesalite.required().close();

        try (KinesisLegs kinesis = KinesisLegs.open()) {
            assertThat(kinesis.legs()).extracting(DemoLeg::name).containsExactly("Kinesis SDK", "Kinesis gateway");
            assertThat(kinesis.leftOut()).isEmpty();
        }
    }

    @Test
    void aSkippedLegNamesTheRemedy(@TempDir Path folder) {
        String before = System.getProperty(Kinesalite.FOLDER_PROPERTY);
        System.setProperty(Kinesalite.FOLDER_PROPERTY, folder.toString());
        try (KinesisLegs kinesis = KinesisLegs.open()) {
            assertThat(kinesis.legs()).isEmpty();
            assertThat(kinesis.leftOut()).containsOnlyKeys("Kinesis SDK", "Kinesis gateway");
            assertThat(kinesis.leftOut().values()).allMatch(why -> why.contains("npm install"));
        } finally {
            if (before == null) {
                System.clearProperty(Kinesalite.FOLDER_PROPERTY);
            } else {
                System.setProperty(Kinesalite.FOLDER_PROPERTY, before);
            }
        }
    }

    private int demo(String... options) {
        return Main.run(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                Stream.concat(Stream.of("demo"), Stream.of(options)).toArray(String[]::new));
    }
}

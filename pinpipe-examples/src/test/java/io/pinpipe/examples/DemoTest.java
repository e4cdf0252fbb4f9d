package io.pinpipe.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinpipe.testkit.servers.Kinesalite;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {

    @Test
    void everyEventOfEachLegArrives() {
        CommandRun run = CommandRun.of("demo", "--posts", "200", "--offline", "--json");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.json().get("legs"))
                .extracting(leg -> leg.get("leg").asText())
                .startsWith("Kafka REST", "Strimzi bridge", "Karapace", "Kafka")
                .hasSize(6 - run.json().get("leftOut").size());
        for (JsonNode leg : run.json().get("legs")) {
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
    void legsToKinesisRunWhereKinesaliteIs() {
        Kinesalite.required().close();

        try (KinesisLegs kinesis = KinesisLegs.open()) {
            assertThat(kinesis.legs()).extracting(DemoLeg::name).containsExactly("Kinesis SDK", "Kinesis gateway");
            assertThat(kinesis.leftOut()).isEmpty();
        }
    }

    @Test
    void aLegThatIsLeftOutSaysWhatToDo(@TempDir Path folder) {
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
}

package io.pinpipe.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class DemoTest {

    @Test
    void everyEventOfEachLegArrives() {
        CommandRun run = CommandRun.of("demo", "--posts", "200", "--json");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.json().get("legs"))
                .extracting(leg -> leg.get("leg").asText())
                .containsExactly("Kafka REST", "Kafka");
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
}

package io.pinpipe.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.testkit.servers.Kinesalite;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class KinesisCandidatesTest {

    @Test
    @Tag("scale")
    void candidatesBringTheirPinsToKinesis() {
        Kinesalite.required().close();

        CommandRun run = CommandRun.of(
                "compare", "kinesis", "--records", "500", "--rounds", "1", "--only", "PutRecord,KinesisPublisher");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Kinesis, kinesalite", "Kinesis, null server", "KinesisPublisher");
    }
}

package io.pinpipe.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.testkit.servers.Kinesalite;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contestants against their real far sides, with a few records: each one's have to arrive. */
class ContestantsTest {

    private final StringWriter out = new StringWriter();

    @Test
    void everyContestantBringsItsPinsToKafka() {
        assertThat(run("compare", "kafka", "--records", "500", "--rounds", "1")).isZero();
        assertThat(out.toString())
                .contains("bare producer, ready bytes", "Jackson databind", "spring-kafka", "KafkaPublisher");
    }

    @Test
    void everyContestantBringsItsPinsThroughTheProxy() {
        assertThat(run("compare", "rest", "--records", "500", "--rounds", "1")).isZero();
        assertThat(out.toString()).contains("linger 0 ms", "linger 5 ms", "RestPublisher");
    }

    @Test
    void contestantsBringTheirPinsToKinesis() {
        Kinesalite.required().close();

        String only = "PutRecord,KinesisPublisher";

        assertThat(run("compare", "kinesis", "--records", "500", "--rounds", "1", "--only", only))
                .isZero();
        assertThat(out.toString()).contains("Kinesis, kinesalite", "Kinesis, null server", "KinesisPublisher");
    }

    @Test
    void everyContestantReadsTheWholeSource() {
        assertThat(run("compare", "source", "--records", "20000", "--rounds", "1"))
                .isZero();
        assertThat(out.toString()).contains("scan with a key index", "sampling without a key index");
    }

    @Test
    void latencyIsToldForEveryPin() {
        assertThat(run("latency", "--rate", "1000", "--records", "100", "--rounds", "1"))
                .isZero();
        assertThat(out.toString())
                .contains("p99.9", "bare producer", "KafkaPublisher")
                .doesNotContain("LOST");
    }

    @Test
    void recordsOfAChosenSizeAreSentByManyThreads() {
        assertThat(run("compare", "kafka", "--records", "50", "--rounds", "1", "--bytes", "5000", "--threads", "2"))
                .isZero();
        assertThat(out.toString()).contains("Kafka, 5000 bytes, 2 threads");
    }

    @Test
    void aFloodArrives() {
        for (String where : List.of("kafka", "rest", "kinesis")) {
            assertThat(run("flood", where, "--records", "500")).as(where).isZero();
        }
    }

    @Test
    void sizesAndThreadsAreRefusedWhereTheyWouldDoNothing() {
        assertThat(run("compare", "json", "--bytes", "5000")).isEqualTo(2);
    }

    private int run(String... arguments) {
        return Main.commandLine().setOut(new PrintWriter(out, true)).execute(arguments);
    }
}

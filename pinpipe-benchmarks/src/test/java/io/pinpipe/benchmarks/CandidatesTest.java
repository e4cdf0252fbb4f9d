package io.pinpipe.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The candidates against their real targets, with a few records: all records of each must arrive. */
class CandidatesTest {

    @Test
    void everyCandidateBringsItsPinsToKafka() {
        CommandRun run = CommandRun.of("compare", "kafka", "--records", "500", "--rounds", "1");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("bare producer, ready bytes", "Jackson databind", "spring-kafka", "KafkaPublisher");
    }

    @Test
    @Tag("scale")
    void everyCandidateBringsItsPinsThroughTheProxy() {
        CommandRun run = CommandRun.of("compare", "rest", "--records", "500", "--rounds", "1");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("linger 0 ms", "linger 5 ms", "KafkaRestPublisher");
    }

    @Test
    @Tag("scale")
    void everyCandidateReadsTheWholeSource() {
        CommandRun run = CommandRun.of("compare", "source", "--records", "20000", "--rounds", "1");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("scan with a key index", "sampling without a key index");
    }

    @ParameterizedTest
    @Tag("scale")
    @CsvSource({
        "kafka, bare producer, KafkaPublisher",
        "rest, one record a POST, KafkaRestPublisher",
        "kinesis, PutRecord, KinesisPublisher"
    })
    void latencyIsReportedForEveryPin(String where, String bare, String publisher) {
        CommandRun run = CommandRun.of("latency", where, "--rate", "1000", "--records", "100", "--rounds", "1");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("p99.9", bare, publisher).doesNotContain("LOST");
    }

    @Test
    void latencyToAnUnknownPlaceIsWrongUse() {
        assertThat(CommandRun.of("latency", "carrier-pigeon").exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @Tag("scale")
    @CsvSource({"kafka, Kafka", "rest, 'REST proxy, linger 0 ms'"})
    void recordsOfAChosenSizeAreSentByManyThreads(String what, String name) {
        CommandRun run = CommandRun.of(
                "compare", what, "--records", "100", "--rounds", "1", "--bytes", "20000", "--threads", "2");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains(name + ", 20000 bytes, 2 threads");
    }

    @Test
    void sizesAndThreadsAreRefusedWhereTheyWouldDoNothing() {
        assertThat(CommandRun.of("compare", "json", "--bytes", "5000").exitCode())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @Tag("scale")
    @ValueSource(strings = {"kafka", "rest", "kinesis"})
    void aFloodArrives(String where) {
        CommandRun run = CommandRun.of("flood", where, "--records", "500");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("500 acknowledged, 500 arrived");
    }
}

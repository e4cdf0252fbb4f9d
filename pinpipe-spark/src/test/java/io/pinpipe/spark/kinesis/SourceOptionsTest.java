package io.pinpipe.spark.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SourceOptionsTest {

    private static final Map<String, String> REQUIRED = Map.of("stream", "s", "region", "us-east-1");

    @Test
    void onlyStreamAndRegionAreRequired() {
        SourceOptions options = SourceOptions.of(REQUIRED);

        assertThat(options.start()).isEqualTo(SourceOptions.Start.TRIM_HORIZON);
        assertThat(options.maxRecordsPerTrigger()).isNull();
        assertThat(options.failOnDataLoss()).isTrue();
        assertThat(options.pollInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(options.maxAttempts()).isEqualTo(10);
        assertThat(options.recordsPerRequest()).isEqualTo(10_000);
    }

    @Test
    void aNameIsKnownInAnyCase() {
        assertThat(with("FAILONDATALOSS", "false").failOnDataLoss()).isFalse();
    }

    @Test
    void anUnknownOptionIsRefusedWithTheKnownOnesAndWithoutItsValue() {
        assertThatThrownBy(() -> with("awsSecretKey", "hunter2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("awsSecretKey")
                .hasMessageContaining("startingPosition")
                .hasMessageContaining("recordsPerRequest")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void anotherStartingPositionIsRefusedWithTheList() {
        assertThatThrownBy(() -> with("startingPosition", "earliest"))
                .hasMessageContaining("TRIM_HORIZON, LATEST, AT_TIMESTAMP");
    }

    @Test
    void aTimestampGoesWithItsPositionOnly() {
        assertThatThrownBy(() -> with("startingTimestamp", "2026-11-21T10:00:00Z"))
                .hasMessageContaining("startingPosition=AT_TIMESTAMP");
        assertThatThrownBy(() -> with("startingPosition", "AT_TIMESTAMP")).hasMessageContaining("startingTimestamp");
        Map<String, String> both = new HashMap<>(REQUIRED);
        both.put("startingPosition", "at_timestamp");
        both.put("startingTimestamp", "2026-11-01T10:00:00Z");
        assertThat(SourceOptions.of(both).startingTimestamp()).isEqualTo(Instant.parse("2026-11-01T10:00:00Z"));
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        assertThatThrownBy(() -> SourceOptions.of(
                        Map.of("maxRecordsPerTrigger", "0", "pollInterval", "soon", "failOnDataLoss", "perhaps")))
                .hasMessageContainingAll(
                        "'stream'", "'region'", "'maxRecordsPerTrigger'", "'pollInterval'", "'failOnDataLoss'");
    }

    @Test
    void anEndpointIsNotShownSinceItMayHoldAPassword() {
        assertThatThrownBy(() -> with("endpoint", "http://me:hunter2@localhost"))
                .hasMessageContaining("'endpoint'")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void theDocumentNamesEachDefault() throws IOException {
        String document =
                Files.readString(Path.of(System.getProperty("pinpipe.project", ".."), "docs", "streaming.md"));

        assertThat(document)
                .containsPattern(row("startingPosition", KinesisSource.DEFAULT_STARTING_POSITION))
                .containsPattern(row("pollInterval", KinesisSource.DEFAULT_POLL_INTERVAL))
                .containsPattern(row("maxAttempts", KinesisSource.DEFAULT_MAX_ATTEMPTS))
                .containsPattern(row("recordsPerRequest", KinesisSource.DEFAULT_RECORDS_PER_REQUEST));
    }

    private static String row(String option, Object value) {
        return "\\| `" + option + "` \\|[^|]+\\| `" + value + "`";
    }

    private static SourceOptions with(String name, String value) {
        Map<String, String> options = new HashMap<>(REQUIRED);
        options.put(name, value);
        return SourceOptions.of(options);
    }
}

package io.pinpipe.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pinpipe.PublishException;
import io.pinpipe.PublishListener;
import io.pinpipe.PublishListener.RequestResult;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of {@code docs/metrics.md} lists the meters that a listener registers. */
class MetersDocumentTest {

    private static final Path DOCUMENT = Path.of(System.getProperty("pinpipe.project", ".."), "docs", "metrics.md");

    @Test
    void theDocumentListsEachMeterWithItsTypeAndTags() throws IOException {
        assertThat(documented()).containsExactlyInAnyOrderElementsOf(registered());
    }

    private static List<String> documented() throws IOException {
        return Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| `pinpipe."))
                .map(line -> line.replace("`", "").substring(1).split("\\|"))
                .filter(cells -> cells.length > 3)
                .map(cells -> row(
                        cells[0].strip(),
                        cells[1].strip(),
                        List.of(cells[3].strip().split(", "))))
                .toList();
    }

    private static List<String> registered() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        MicrometerListener listener = new MicrometerListener(registry);
        PublishException failure = new PublishException(Reason.TIMED_OUT, "late", 1, true, null, null);
        listener.opened(new Idle());
        listener.accepted("t", 1, Duration.ZERO);
        listener.refused("t", failure);
        listener.failed("t", failure);
        listener.delivered(new Receipt("t", "0", "1", 2, true, Duration.ZERO));
        listener.request("t", new RequestResult(1, 1, 0, 1, Duration.ZERO));
        return registry.getMeters().stream().map(MetersDocumentTest::row).toList();
    }

    private static String row(Meter meter) {
        String type = meter.getId().getType().name().toLowerCase(Locale.ROOT);
        return row(
                meter.getId().getName(),
                type.equals("distribution_summary") ? "summary" : type,
                meter.getId().getTags().stream().map(Tag::getKey).toList());
    }

    private static String row(String name, String type, List<String> tags) {
        return tags.stream().sorted().collect(Collectors.joining(", ", name + ' ' + type + ' ', ""));
    }

    private static final class Idle implements PublishListener.Gauges {
        @Override
        public long bufferedRecords() {
            return 0;
        }

        @Override
        public long bufferedBytes() {
            return 0;
        }

        @Override
        public Duration oldestAge() {
            return Duration.ZERO;
        }

        @Override
        public int requestsInFlight() {
            return 0;
        }
    }
}

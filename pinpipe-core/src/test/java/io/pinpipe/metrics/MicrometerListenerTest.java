package io.pinpipe.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pinpipe.PublishException;
import io.pinpipe.PublishListener;
import io.pinpipe.PublishListener.RequestResult;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MicrometerListenerTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerListener listener = new MicrometerListener(registry, "app", "test");

    @Test
    void acceptedEventsAndTheirWaitsAreCounted() {
        listener.accepted("t", 100, Duration.ofMillis(20));

        assertThat(registry.get("pinpipe.accepted")
                        .tag("messaging.destination.name", "t")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("pinpipe.buffer.wait").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(20);
    }

    @Test
    void deliveriesAreTimedAndPossibleDuplicatesCounted() {
        listener.delivered(new Receipt("t", "0", "1", 2, true, Duration.ofMillis(7)));
        listener.delivered(new Receipt("t", "0", "2", 1, false, Duration.ofMillis(3)));

        assertThat(registry.get("pinpipe.delivered").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(10);
        assertThat(registry.get("pinpipe.maybe.duplicated").counter().count()).isEqualTo(1);
    }

    @Test
    void failuresAndRefusalsAreCountedByReason() {
        PublishException failure = new PublishException(Reason.TIMED_OUT, "late", 3, true, null, null);
        listener.failed("t", failure);
        listener.refused("t", failure);

        assertThat(registry.get("pinpipe.failed")
                        .tag("reason", "timed_out")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("pinpipe.refused")
                        .tag("reason", "timed_out")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void requestsAreMeasuredByOutcome() {
        listener.request("t", new RequestResult(500, 350_000, 499, 1, Duration.ofMillis(40)));

        assertThat(registry.get("pinpipe.request")
                        .tag("outcome", "partly")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("pinpipe.request.records").summary().max()).isEqualTo(500);
        assertThat(registry.get("pinpipe.retried").counter().count()).isEqualTo(1);
    }

    @Test
    void theGaugesShowWhatThePublisherHolds() {
        listener.opened(new PublishListener.Gauges() {
            @Override
            public long bufferedRecords() {
                return 3;
            }

            @Override
            public long bufferedBytes() {
                return 2_000;
            }

            @Override
            public Duration oldestAge() {
                return Duration.ofSeconds(9);
            }

            @Override
            public int requestsInFlight() {
                return 2;
            }
        });

        assertThat(registry.get("pinpipe.buffer.records").gauge().value()).isEqualTo(3);
        assertThat(registry.get("pinpipe.buffer.bytes").gauge().value()).isEqualTo(2_000);
        assertThat(registry.get("pinpipe.buffer.oldest.age").timeGauge().value(TimeUnit.SECONDS))
                .isEqualTo(9);
        assertThat(registry.get("pinpipe.requests.active").gauge().value()).isEqualTo(2);
    }
}

package io.pinpipe.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.pinpipe.PublishException;
import io.pinpipe.PublishListener;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Records a publisher's metrics in a Micrometer registry; needs {@code io.micrometer:micrometer-core}.
 *
 * <p>Meter names begin with {@code pinpipe.}; {@code docs/metrics.md} lists them. The destination tag is
 * OpenTelemetry's {@code messaging.destination.name}. Use one listener for each publisher. Thread-safe.
 */
public final class MicrometerListener implements PublishListener {

    private static final String DESTINATION = "messaging.destination.name";

    private final MeterRegistry registry;
    private final Tags tags;

    /** The registry holds it weakly: the figures end with the publisher, which holds this listener. */
    @SuppressWarnings("UnusedVariable")
    private volatile PublishListener.@Nullable Gauges gauges;

    /**
     * Creates a listener.
     *
     * @param registry where the meters are registered
     * @param tags added to every meter, as key, value, key, value …; none are needed when the registry serves one
     *     publisher
     */
    public MicrometerListener(MeterRegistry registry, String... tags) {
        this.registry = registry;
        this.tags = Tags.of(tags);
    }

    @Override
    public void opened(PublishListener.Gauges gauges) {
        this.gauges = gauges;
        Gauge.builder("pinpipe.buffer.records", gauges, PublishListener.Gauges::bufferedRecords)
                .description("events accepted and not completed")
                .tags(tags)
                .register(registry);
        Gauge.builder("pinpipe.buffer.bytes", gauges, PublishListener.Gauges::bufferedBytes)
                .description("space occupied by accepted events")
                .baseUnit("bytes")
                .tags(tags)
                .register(registry);
        TimeGauge.builder(
                        "pinpipe.buffer.oldest.age",
                        gauges,
                        TimeUnit.NANOSECONDS,
                        read -> read.oldestAge().toNanos())
                .description("age of the oldest pending event")
                .tags(tags)
                .register(registry);
        Gauge.builder("pinpipe.requests.active", gauges, PublishListener.Gauges::requestsInFlight)
                .description("requests in flight")
                .tags(tags)
                .register(registry);
    }

    @Override
    public void accepted(String destination, int bytes, Duration waited) {
        counter("pinpipe.accepted", destination).increment();
        timer("pinpipe.buffer.wait", Tags.empty(), destination).record(waited);
    }

    @Override
    public void refused(String destination, PublishException failure) {
        failures("pinpipe.refused", destination, failure.reason());
    }

    @Override
    public void delivered(Receipt receipt) {
        timer("pinpipe.delivered", Tags.empty(), receipt.destination()).record(receipt.elapsed());
        if (receipt.maybeDuplicated()) {
            counter("pinpipe.maybe.duplicated", receipt.destination()).increment();
        }
    }

    @Override
    public void failed(String destination, PublishException failure) {
        failures("pinpipe.failed", destination, failure.reason());
    }

    @Override
    public void request(String destination, RequestResult result) {
        String outcome = result.stored() == result.records() ? "stored" : result.stored() > 0 ? "partly" : "none";
        timer("pinpipe.request", Tags.of("outcome", outcome), destination).record(result.elapsed());
        summary("pinpipe.request.records", destination).record(result.records());
        summary("pinpipe.request.bytes", destination).record((double) result.bytes());
        counter("pinpipe.retried", destination).increment(result.retried());
    }

    private void failures(String name, String destination, Reason reason) {
        registry.counter(name, tags(destination).and("reason", reason.name().toLowerCase(Locale.ROOT)))
                .increment();
    }

    private Counter counter(String name, String destination) {
        return registry.counter(name, tags(destination));
    }

    private Timer timer(String name, Tags more, String destination) {
        return registry.timer(name, tags(destination).and(more));
    }

    private DistributionSummary summary(String name, String destination) {
        return registry.summary(name, tags(destination));
    }

    private Tags tags(String destination) {
        return tags.and(DESTINATION, destination);
    }
}

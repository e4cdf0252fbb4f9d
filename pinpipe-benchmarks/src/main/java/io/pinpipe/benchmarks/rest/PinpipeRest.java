package io.pinpipe.benchmarks.rest;

import io.pinpipe.Destinations;
import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.benchmarks.compare.Paced;
import io.pinpipe.rest.KafkaRestPublisher;
import io.pinpipe.testkit.servers.KafkaBroker;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@link KafkaRestPublisher} with its defaults, except for the linger where noted. */
final class PinpipeRest extends RestCandidate implements Paced {

    private final int threads;
    private final Duration linger;
    private @Nullable KafkaRestPublisher publisher;

    PinpipeRest(URI proxy, KafkaBroker broker, GeneratedPins pins, int threads) {
        this("KafkaRestPublisher", proxy, broker, pins, threads, KafkaRestPublisher.Builder.DEFAULT_LINGER);
    }

    private PinpipeRest(String name, URI proxy, KafkaBroker broker, GeneratedPins pins, int threads, Duration linger) {
        super(name, proxy, broker, pins);
        this.threads = threads;
        this.linger = linger;
    }

    static PinpipeRest withoutLinger(URI proxy, KafkaBroker broker, GeneratedPins pins) {
        return new PinpipeRest("KafkaRestPublisher, linger 0", proxy, broker, pins, 1, Duration.ZERO);
    }

    @Override
    void open(URI proxy, String topic) {
        publisher = KafkaRestPublisher.builder(proxy)
                .destinations(Destinations.shared(topic))
                .linger(linger)
                .build();
    }

    @Override
    public long run() throws Exception {
        return pins.sendTo(Objects.requireNonNull(publisher), threads);
    }

    @Override
    public void send(long index, Runnable stored) {
        GeneratedPins.send(pins.get(index), Objects.requireNonNull(publisher), stored);
    }

    @Override
    public void flush() {
        Objects.requireNonNull(publisher).flush().join();
    }

    @Override
    void close() {
        if (publisher != null) {
            publisher.close();
        }
    }
}

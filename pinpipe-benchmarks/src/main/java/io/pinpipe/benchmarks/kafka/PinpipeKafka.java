package io.pinpipe.benchmarks.kafka;

import io.pinpipe.Destinations;
import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.kafka.KafkaPublisher;
import io.pinpipe.testkit.servers.KafkaBroker;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@link KafkaPublisher} with its defaults, which allow one request in flight. */
final class PinpipeKafka extends KafkaCandidate {

    private @Nullable KafkaPublisher publisher;

    PinpipeKafka(KafkaBroker broker, GeneratedPins pins, int threads) {
        super("KafkaPublisher", broker, pins, threads);
    }

    @Override
    void open(String brokers, String topic) {
        publisher = KafkaPublisher.builder(brokers)
                .destinations(Destinations.shared(topic))
                .build();
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

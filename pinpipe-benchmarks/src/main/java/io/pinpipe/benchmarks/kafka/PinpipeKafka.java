package io.pinpipe.benchmarks.kafka;

import io.pinpipe.Destinations;
import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.kafka.KafkaPublisher;
import io.pinpipe.testkit.servers.KafkaBroker;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@link KafkaPublisher} with its defaults but for the requests in flight. */
final class PinpipeKafka extends KafkaContestant {

    private final int requestsInFlight;
    private @Nullable KafkaPublisher publisher;

    PinpipeKafka(KafkaBroker broker, GeneratedPins pins, int threads, int requestsInFlight) {
        super("KafkaPublisher, " + requestsInFlight + " in flight", broker, pins, threads);
        this.requestsInFlight = requestsInFlight;
    }

    @Override
    void open(String brokers, String topic) {
        publisher = KafkaPublisher.builder(brokers)
                .destinations(Destinations.shared(topic))
                .requestsInFlight(requestsInFlight)
                .build();
    }

    @Override
    void send(long index) {
        Objects.requireNonNull(publisher).send(pins.get(index)).whenComplete((receipt, failure) -> {
            if (failure == null) {
                acknowledged.increment();
            }
        });
    }

    @Override
    void flush() {
        Objects.requireNonNull(publisher).flush().join();
    }

    @Override
    void close() {
        if (publisher != null) {
            publisher.close();
        }
    }
}

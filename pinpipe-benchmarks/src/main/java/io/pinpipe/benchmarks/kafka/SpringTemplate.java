package io.pinpipe.benchmarks.kafka;

import io.pinpipe.Pin;
import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.benchmarks.json.Databind;
import io.pinpipe.testkit.servers.KafkaBroker;
import java.util.Objects;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.serializer.JsonSerializer;

/** spring-kafka's template with its JSON serializer, configured not to add a type header. */
final class SpringTemplate extends KafkaCandidate {

    private @Nullable DefaultKafkaProducerFactory<String, Pin> producers;
    private @Nullable KafkaTemplate<String, Pin> template;
    private String topic = "";

    SpringTemplate(KafkaBroker broker, GeneratedPins pins, int threads) {
        super("spring-kafka KafkaTemplate", broker, pins, threads);
    }

    @Override
    @SuppressWarnings("removal") // its successor requires Jackson 3, the others Jackson 2
    void open(String brokers, String topic) {
        this.topic = topic;
        JsonSerializer<Pin> values = new JsonSerializer<>(Databind.MAPPER);
        values.setAddTypeInfo(false);
        producers = new DefaultKafkaProducerFactory<>(settings(brokers), new StringSerializer(), values);
        template = new KafkaTemplate<>(producers);
    }

    @Override
    public void send(long index, Runnable stored) {
        Objects.requireNonNull(template)
                .send(topic, Long.toString(index), pins.get(index))
                .whenComplete((result, failure) -> {
                    if (failure == null) {
                        stored.run();
                    }
                });
    }

    @Override
    public void flush() {
        Objects.requireNonNull(template).flush();
    }

    @Override
    void close() {
        if (producers != null) {
            producers.destroy();
        }
    }
}

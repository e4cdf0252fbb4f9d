package io.pinpipe.benchmarks.kafka;

import io.pinpipe.Pin;
import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.testkit.servers.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Kafka's own producer. */
final class BareProducer extends KafkaCandidate {

    private final LongFunction<byte[]> values;
    private @Nullable Producer<byte[], byte[]> producer;
    private String topic = "";

    private BareProducer(
            String name, KafkaBroker broker, GeneratedPins pins, int threads, LongFunction<byte[]> values) {
        super(name, broker, pins, threads);
        this.values = values;
    }

    /** Creates a candidate with prepared bytes; beyond the distinct pins the bytes repeat, including the index. */
    static BareProducer ofReadyBytes(KafkaBroker broker, GeneratedPins pins, int threads, byte[][] bytes) {
        return new BareProducer(
                "bare producer, ready bytes", broker, pins, threads, index -> bytes[(int) (index % bytes.length)]);
    }

    /** Creates a candidate that encodes values as they are sent. */
    static BareProducer encoding(
            String encoder, KafkaBroker broker, GeneratedPins pins, int threads, Function<Pin, byte[]> encode) {
        return new BareProducer(
                "bare producer + " + encoder, broker, pins, threads, index -> encode.apply(pins.get(index)));
    }

    @Override
    void open(String brokers, String topic) {
        this.topic = topic;
        producer = new KafkaProducer<>(settings(brokers), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void send(long index, Runnable stored) {
        byte[] key = Long.toString(index).getBytes(StandardCharsets.US_ASCII);
        Objects.requireNonNull(producer)
                .send(new ProducerRecord<>(topic, key, values.apply(index)), (metadata, failure) -> {
                    if (failure == null) {
                        stored.run();
                    }
                });
    }

    @Override
    public void flush() {
        Objects.requireNonNull(producer).flush();
    }

    @Override
    void close() {
        if (producer != null) {
            producer.close();
        }
    }
}

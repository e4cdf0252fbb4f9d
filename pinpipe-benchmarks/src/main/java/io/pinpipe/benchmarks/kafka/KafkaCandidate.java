package io.pinpipe.benchmarks.kafka;

import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.benchmarks.compare.Candidate;
import io.pinpipe.benchmarks.compare.Paced;
import io.pinpipe.benchmarks.compare.Senders;
import io.pinpipe.kafka.KafkaPublisher;
import io.pinpipe.testkit.servers.KafkaBroker;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Sends pins to a topic with three partitions, and waits for all acknowledgements.
 *
 * <p>Keys, acks, idempotence, batch size, linger and compression are the same for all candidates. Five requests are in
 * flight, the default of Kafka's producer, except for {@link PinpipeKafka}.
 */
abstract class KafkaCandidate implements Candidate, Paced {

    final GeneratedPins pins;

    private final String name;
    private final KafkaBroker broker;
    private final int threads;
    private final TopicRun topic;

    KafkaCandidate(String name, KafkaBroker broker, GeneratedPins pins, int threads) {
        this.name = name;
        this.broker = broker;
        this.pins = pins;
        this.threads = threads;
        this.topic = new TopicRun(broker, name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-") + threads);
    }

    /** Opens the client. */
    abstract void open(String brokers, String topic);

    abstract void close();

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final long records() {
        return pins.size();
    }

    @Override
    public final void prepare() {
        topic.create();
        open(broker.bootstrapServers(), topic.topic());
    }

    @Override
    public final long run() throws Exception {
        LongAdder acknowledged = new LongAdder();
        Runnable stored = acknowledged::increment;
        Senders.run(threads, pins.size(), index -> send(index, stored));
        flush();
        return acknowledged.sum();
    }

    @Override
    public final long arrived() throws Exception {
        return topic.count();
    }

    @Override
    public final void finish() throws Exception {
        close();
        topic.delete();
    }

    static Map<String, Object> settings(String brokers) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, KafkaPublisher.Builder.DEFAULT_BATCH_BYTES);
        settings.put(
                ProducerConfig.LINGER_MS_CONFIG, Math.toIntExact(KafkaPublisher.Builder.DEFAULT_LINGER.toMillis()));
        settings.put(
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                KafkaPublisher.Builder.DEFAULT_COMPRESSION.name().toLowerCase(Locale.ROOT));
        return settings;
    }
}

package io.pinpipe.spark.archive;

import io.pinpipe.Destinations;
import io.pinpipe.testkit.servers.KafkaBroker;
import io.pinpipe.testkit.servers.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The three topics of one user on a broker, filled by a test. */
final class TestTopics {

    static final int PARTITIONS = 2;

    private final KafkaBroker broker;
    private final Destinations topics;

    TestTopics(KafkaBroker broker, String userId) {
        this.broker = broker;
        this.topics = Destinations.topics(userId);
        broker.createTopics(PARTITIONS, topics.all().toArray(String[]::new));
    }

    /** Sends numbered objects to each partition of each topic. */
    TestTopics fill(long from, long to) {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (String topic : topics.all()) {
                LongStream.range(from, to)
                        .mapToObj(number -> "{\"topic\":\"" + topic + "\",\"number\":" + number + "}")
                        .map(json -> json.getBytes(StandardCharsets.UTF_8))
                        .forEach(json -> {
                            for (int partition = 0; partition < PARTITIONS; partition++) {
                                producer.send(new ProducerRecord<>(topic, partition, null, json));
                            }
                        });
            }
        }
        return this;
    }

    /** Sends one value to the first partition of the first topic. */
    TestTopics send(byte @Nullable [] value) {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            producer.send(new ProducerRecord<>(topics.all().get(0), 0, null, value));
        }
        return this;
    }

    /** Compares the objects of all three topics to the broker's records. */
    void assertEqual(ArchivedObjects objects) {
        for (String topic : topics.all()) {
            objects.assertEqual(topic, TopicReader.read(broker.bootstrapServers(), topic));
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}

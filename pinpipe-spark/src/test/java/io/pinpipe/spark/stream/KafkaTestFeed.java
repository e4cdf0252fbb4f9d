package io.pinpipe.spark.stream;

import io.pinpipe.Destinations;
import io.pinpipe.Kind;
import io.pinpipe.testkit.servers.KafkaBroker;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

final class KafkaTestFeed implements TestFeed {

    private final Destinations topics;
    private final String servers;
    private final KafkaProducer<byte[], byte[]> producer;

    KafkaTestFeed(KafkaBroker broker, String userId) {
        this.topics = Destinations.topics(userId);
        this.servers = broker.bootstrapServers();
        broker.createTopics(2, topics.all().toArray(String[]::new));
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Override
    public URI address() {
        return URI.create("kafka://" + servers);
    }

    @Override
    public void send(Kind kind, List<byte[]> records) {
        records.forEach(each -> producer.send(new ProducerRecord<>(topics.of(kind), each)));
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }

    @Override
    public String toString() {
        return "Kafka";
    }
}

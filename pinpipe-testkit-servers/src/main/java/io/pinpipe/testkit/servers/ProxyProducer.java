package io.pinpipe.testkit.servers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinpipe.testkit.servers.Dialect.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The producer behind a stand-in's HTTP interface, connected to a real broker. Thread-safe. */
final class ProxyProducer implements AutoCloseable {

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
    private static final int REQUEST_TIMEOUT_MILLIS = 30_000;
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(3);
    private static final Duration MOST_PATIENCE = Duration.ofSeconds(30);

    private final ProxyRules rules;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Admin admin;
    private final Map<String, Integer> partitionCounts = new ConcurrentHashMap<>();
    private volatile boolean reached;

    ProxyProducer(
            String bootstrapServers, Dialect dialect, Duration linger, Duration deliveryTimeout, boolean idempotence) {
        this.rules = dialect.rules();
        int lingerMillis = (int) linger.toMillis();
        int deliveryMillis = (int) deliveryTimeout.toMillis();
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, lingerMillis);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryMillis);
        settings.put(
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.max(1, Math.min(REQUEST_TIMEOUT_MILLIS, deliveryMillis - lingerMillis)));
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, deliveryMillis);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, idempotence);
        if (idempotence) {
            // With more, a new topic may stall until the delivery timeout: KAFKA-15591.
            settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        }
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.admin = TopicAdmin.open(bootstrapServers, patience(deliveryTimeout));
    }

    /** Sends the records of one request and answers once all have completed. */
    Answer produce(String topic, ProduceRequest request) {
        int partitions;
        try {
            partitions = partitions(topic);
        } catch (KafkaException | IllegalStateException e) {
            return rules.unavailable(String.valueOf(e.getMessage()), reached);
        }
        if (partitions == 0) {
            return rules.unknownTopic(topic);
        }
        List<Future<RecordMetadata>> futures = new ArrayList<>();
        for (ProduceRequest.Item item : request.records()) {
            futures.add(send(topic, item, partitions));
        }
        return rules.produced(futures.stream().map(this::entry).toList());
    }

    /** Reports whether a topic exists, and its partitions. */
    Answer describe(String topic) {
        int partitions;
        try {
            partitions = partitions(topic);
        } catch (KafkaException | IllegalStateException e) {
            return rules.unavailable(String.valueOf(e.getMessage()), reached);
        }
        return partitions == 0 ? rules.unknownTopic(topic) : Dialect.topic(topic, partitions);
    }

    @Override
    public void close() {
        producer.close(CLOSE_WITHIN);
        admin.close(CLOSE_WITHIN);
    }

    private int partitions(String topic) {
        Integer known = partitionCounts.get(topic);
        if (known != null) {
            return known;
        }
        int found = TopicAdmin.partitions(admin, topic);
        reached = true;
        if (found > 0) {
            partitionCounts.put(topic, found);
        }
        return found;
    }

    /** How long to wait for a topic: as long as for a partition of its records, within limits. */
    private static Duration patience(Duration deliveryTimeout) {
        if (deliveryTimeout.compareTo(LEAST_PATIENCE) < 0) {
            return LEAST_PATIENCE;
        }
        return deliveryTimeout.compareTo(MOST_PATIENCE) > 0 ? MOST_PATIENCE : deliveryTimeout;
    }

    private Future<RecordMetadata> send(String topic, ProduceRequest.Item item, int partitions) {
        Integer partition = item.partition();
        if (partition != null && partition >= partitions) {
            // The error of a real proxy's producer after it has waited for a minute.
            return CompletableFuture.failedFuture(new TimeoutException("Partition " + partition + " of topic " + topic
                    + " with partition count " + partitions + " is not present in metadata after 60000 ms."));
        }
        try {
            return producer.send(new ProducerRecord<>(topic, partition, item.key(), item.value()));
        } catch (KafkaException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private ObjectNode entry(Future<RecordMetadata> future) {
        try {
            RecordMetadata stored = future.get();
            return rules.stored(stored.partition(), stored.offset());
        } catch (ExecutionException e) {
            return rules.failed(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return rules.failed(e);
        }
    }
}

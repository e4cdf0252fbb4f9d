package io.pinpipe.testkit.servers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads whole topics: every partition from its first record to the last one at the start of the read. */
public final class TopicReader {

    /** How long a read may make no progress before it fails. */
    private static final Duration STALLED_AFTER = Duration.ofSeconds(30);

    private static final Duration POLL = Duration.ofMillis(200);

    private TopicReader() {}

    /**
     * Reads a topic into a list.
     *
     * @param bootstrapServers the broker
     * @param topic the topic
     * @return its records; those of a partition in order
     * @throws IllegalStateException when the topic does not exist, or nothing arrives for 30 s
     */
    public static List<StoredRecord> read(String bootstrapServers, String topic) {
        List<StoredRecord> records = new ArrayList<>();
        read(bootstrapServers, topic, records::add);
        return records;
    }

    /**
     * Reads a topic record by record, for topics that exceed the memory.
     *
     * @param bootstrapServers the broker
     * @param topic the topic
     * @param each receives each record; those of a partition in order
     * @throws IllegalStateException when the topic does not exist, or nothing arrives for 30 s
     */
    public static void read(String bootstrapServers, String topic, Consumer<StoredRecord> each) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                10_000);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<PartitionInfo> infos = consumer.partitionsFor(topic, STALLED_AFTER);
            if (infos == null || infos.isEmpty()) {
                throw new IllegalStateException("Topic '" + topic + "' does not exist on " + bootstrapServers);
            }
            List<TopicPartition> partitions = infos.stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            read(consumer, consumer.endOffsets(partitions, STALLED_AFTER), each);
        }
    }

    private static void read(
            KafkaConsumer<String, String> consumer, Map<TopicPartition, Long> ends, Consumer<StoredRecord> each) {
        long progressAt = System.nanoTime();
        while (!hasReached(consumer, ends)) {
            ConsumerRecords<String, String> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                progressAt = System.nanoTime();
            } else if (System.nanoTime() - progressAt > STALLED_AFTER.toNanos()) {
                throw new IllegalStateException("Nothing was read for " + STALLED_AFTER + " before the ends " + ends);
            }
            for (ConsumerRecord<String, String> record : records) {
                if (record.offset() < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)) {
                    each.accept(new StoredRecord(
                            record.topic(), record.partition(), record.offset(), record.key(), record.value()));
                }
            }
        }
    }

    private static boolean hasReached(KafkaConsumer<String, String> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey(), STALLED_AFTER) >= end.getValue());
    }
}

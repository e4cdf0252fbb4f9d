package io.pinpipe.testkit.servers;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * A single real Kafka broker on 127.0.0.1 that does not create topics automatically.
 *
 * <p>It can be stopped and restarted, preserving its address and data. {@link #close()} stops it permanently and
 * deletes the data. Implementations are thread-safe.
 */
public sealed interface KafkaBroker extends AutoCloseable permits EmbeddedKafka, KafkaProcess {

    /**
     * Returns the bootstrap address.
     *
     * @return host and port
     */
    String bootstrapServers();

    /**
     * Returns what a client needs besides the address to log in with all permissions.
     *
     * @return properties of Kafka's clients; empty when the broker requires no login
     */
    default Map<String, String> clientProperties() {
        return Map.of();
    }

    /** Stops the broker; no effect when it is not running. */
    void stop();

    /** Restarts the broker on its port with its data; no effect when it is running. */
    void start();

    /**
     * Creates topics and waits until they are usable; existing ones are not changed.
     *
     * @param partitions the number of partitions of each topic, from 1
     * @param names the topics
     */
    default void createTopics(int partitions, String... names) {
        TopicAdmin.create(this, partitions, names);
    }

    /**
     * Returns the number of partitions of a topic.
     *
     * @param name the topic
     * @return the number; 0 when the topic does not exist
     */
    default int partitions(String name) {
        try (Admin admin = TopicAdmin.open(this)) {
            return TopicAdmin.partitions(admin, name);
        }
    }

    /** Stops the broker and deletes its data. */
    @Override
    void close();
}

package io.pinpipe.testkit.servers;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * One real Kafka broker on 127.0.0.1, alone in its cluster, that does not create topics by itself.
 *
 * <p>It can be stopped and started again, and keeps its address and its data meanwhile. {@link #close()} stops it for
 * good and deletes the data. Implementations are thread-safe.
 */
public sealed interface KafkaBroker extends AutoCloseable permits EmbeddedKafka, KafkaProcess {

    /**
     * The broker's address, as clients take it.
     *
     * @return host and port
     */
    String bootstrapServers();

    /**
     * What a client needs beside the address to log in and do everything.
     *
     * @return properties of Kafka's clients; empty where the broker asks for no login
     */
    default Map<String, String> clientProperties() {
        return Map.of();
    }

    /** Stops the broker in good order; without effect when it does not run. */
    void stop();

    /** Starts the broker again on its port with its data; without effect when it runs. */
    void start();

    /**
     * Creates topics and waits until they can be used; those that are there already are left as they are.
     *
     * @param partitions how many partitions each one gets, from 1
     * @param names the topics
     */
    default void createTopics(int partitions, String... names) {
        TopicAdmin.create(this, partitions, names);
    }

    /**
     * Counts the partitions of a topic.
     *
     * @param name the topic
     * @return how many it has; 0 when there is no such topic
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

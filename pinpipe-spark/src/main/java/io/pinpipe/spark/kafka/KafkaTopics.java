package io.pinpipe.spark.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topics and the cluster from which records are read: offsets mean nothing in any other.
 *
 * @param cluster the cluster's id
 * @param ids the id of each topic by name; a topic that is deleted and re-created has a new one
 */
public record KafkaTopics(String cluster, SortedMap<String, String> ids) {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

    /** Copies the map. */
    public KafkaTopics {
        ids = Collections.unmodifiableSortedMap(new TreeMap<>(ids));
    }

    /**
     * Queries the cluster.
     *
     * @param servers brokers, such as {@code h1:9092,h2:9092}
     * @param properties Kafka client properties; may contain secrets, which are not shown
     * @param topics the topics' names
     * @return the topics with their ids
     * @throws IllegalArgumentException if the cluster does not respond or lacks a topic; the message names what is missing
     */
    public static KafkaTopics find(String servers, Map<String, String> properties, List<String> topics) {
        Map<String, Object> settings = new HashMap<>(properties);
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER_WITHIN.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER_WITHIN.toMillis() / 2);
        try (Admin admin = Admin.create(settings)) {
            String cluster = admin.describeCluster().clusterId().get();
            return new KafkaTopics(cluster, ids(admin, topics, servers));
        } catch (ExecutionException e) {
            throw new IllegalArgumentException(
                    "Kafka at " + servers + " does not respond as expected: " + e.getCause()
                            + "; check the address, and the login if one is required",
                    e);
        } catch (KafkaException e) {
            throw new IllegalArgumentException(
                    "Kafka at " + servers + " cannot be queried: " + (e.getCause() == null ? e : e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while querying Kafka for its topics", e);
        }
    }

    private static SortedMap<String, String> ids(Admin admin, List<String> topics, String servers)
            throws ExecutionException, InterruptedException {
        SortedMap<String, String> ids = new TreeMap<>();
        List<String> absent = new ArrayList<>();
        Map<String, KafkaFuture<TopicDescription>> answers =
                admin.describeTopics(topics).topicNameValues();
        for (String topic : topics) {
            try {
                ids.put(
                        topic,
                        Objects.requireNonNull(answers.get(topic))
                                .get()
                                .topicId()
                                .toString());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                absent.add(topic);
            }
        }
        if (!absent.isEmpty()) {
            throw new IllegalArgumentException("Kafka at " + servers + " has no topic " + String.join(", ", absent)
                    + ": check the user id, or send posts or create the topics first");
        }
        return ids;
    }
}

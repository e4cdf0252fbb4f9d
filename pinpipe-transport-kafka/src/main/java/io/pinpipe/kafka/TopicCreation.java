package io.pinpipe.kafka;

import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * How missing topics are created.
 *
 * @param partitions number of partitions of each topic
 * @param replicationFactor number of replicas of each partition; 0 for the brokers' default
 */
record TopicCreation(int partitions, int replicationFactor) {

    NewTopic topic(String name) {
        return new NewTopic(
                name,
                Optional.of(partitions),
                replicationFactor == 0 ? Optional.empty() : Optional.of((short) replicationFactor));
    }
}

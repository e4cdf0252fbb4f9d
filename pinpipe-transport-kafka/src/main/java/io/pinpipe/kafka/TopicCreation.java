package io.pinpipe.kafka;

import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * How topics that are missing are made.
 *
 * @param partitions how many each one gets
 * @param replicationFactor on how many brokers each partition is kept; 0 for what the brokers have as their default
 */
record TopicCreation(int partitions, int replicationFactor) {

    NewTopic topic(String name) {
        return new NewTopic(
                name,
                Optional.of(partitions),
                replicationFactor == 0 ? Optional.empty() : Optional.of((short) replicationFactor));
    }
}

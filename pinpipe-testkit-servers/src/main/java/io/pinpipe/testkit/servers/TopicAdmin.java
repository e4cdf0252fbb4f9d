package io.pinpipe.testkit.servers;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates and looks up topics. */
final class TopicAdmin {

    private static final int WAIT_SECONDS = 30;
    private static final int PAUSE_MILLIS = 20;

    private TopicAdmin() {}

    static Admin open(String bootstrapServers) {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /** Opens a client that gives up on an unreachable broker after a timeout, which is rounded down to milliseconds. */
    static Admin open(String bootstrapServers, Duration patience) {
        int millis = Math.toIntExact(patience.toMillis());
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                millis,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                millis));
    }

    static Admin open(KafkaBroker broker) {
        Map<String, Object> settings = new HashMap<>(broker.clientProperties());
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        return Admin.create(settings);
    }

    static void create(KafkaBroker broker, int partitions, String... names) {
        try (Admin admin = open(broker)) {
            for (String name : names) {
                poll("the creation of the topic '" + name + "'", () -> isCreated(admin, partitions, name));
            }
            for (String name : names) {
                poll("leaders of the topic '" + name + "'", () -> hasLeaders(admin, name));
                poll("the topic '" + name + "' to take records", () -> isReady(admin, name));
            }
        }
    }

    /** Returns the number of partitions of a topic; 0 when it does not exist. */
    static int partitions(Admin admin, String name) {
        try {
            return describe(admin, name).partitions().size();
        } catch (UnknownTopicOrPartitionException e) {
            return 0;
        }
    }

    /** Returns false while the only broker counts as gone, as after a stall of the machine. */
    private static boolean isCreated(Admin admin, int partitions, String name) {
        try {
            get(admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                    .all());
            return true;
        } catch (TopicExistsException e) {
            return true;
        } catch (InvalidReplicationFactorException e) {
            return false;
        }
    }

    private static void poll(String what, Callable<Boolean> condition) {
        await(what)
                .atMost(Duration.ofSeconds(WAIT_SECONDS))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(PAUSE_MILLIS))
                .until(condition);
    }

    private static boolean hasLeaders(Admin admin, String name) {
        try {
            return describe(admin, name).partitions().stream()
                    .allMatch(partition ->
                            partition.leader() != null && !partition.leader().isEmpty());
        } catch (UnknownTopicOrPartitionException e) {
            return false;
        }
    }

    /** A new leader may still refuse records; it answers queries for offsets once it accepts them. */
    private static boolean isReady(Admin admin, String name) {
        Map<TopicPartition, OffsetSpec> asked = IntStream.range(0, partitions(admin, name))
                .boxed()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(name, partition), partition -> OffsetSpec.latest()));
        try {
            get(admin.listOffsets(asked).all());
            return !asked.isEmpty();
        } catch (RetriableException e) {
            return false;
        }
    }

    private static TopicDescription describe(Admin admin, String name) {
        return get(Objects.requireNonNull(
                admin.describeTopics(List.of(name)).topicNameValues().get(name)));
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("The broker did not answer in " + WAIT_SECONDS + " s", e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while waiting for the broker", e);
    }
}

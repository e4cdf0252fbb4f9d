package io.pinpipe.kafka;

import io.pinpipe.transport.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queries which topics exist, and creates missing ones if configured to.
 *
 * <p>A topic once seen is not queried again until it is in doubt. The admin connection is kept only while a topic is
 * missing.
 */
final class AdminTopics implements Topics {

    private static final Logger LOG = LoggerFactory.getLogger(AdminTopics.class);

    /** How long a topic must be unknown before it counts as missing: a new one takes a moment to reach every broker. */
    private static final Duration UNKNOWN_FOR = Duration.ofMillis(500);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Set<String> wanted = ConcurrentHashMap.newKeySet();
    private final @Nullable TopicCreation creation;
    private final KafkaErrors refusals;
    private final Supplier<Admin> admins;
    private final Set<String> present = ConcurrentHashMap.newKeySet();
    private final Set<String> missedBefore = new HashSet<>();
    private volatile boolean waiting;
    private @Nullable Admin admin;

    /**
     * @param wanted topics that will be needed, all queried together
     * @param creation how to create missing ones, or null to create none
     */
    AdminTopics(List<String> wanted, @Nullable TopicCreation creation, KafkaErrors refusals, Supplier<Admin> admins) {
        this.wanted.addAll(wanted);
        this.creation = creation;
        this.refusals = refusals;
        this.admins = admins;
    }

    @Override
    public Outcome.@Nullable Refused refusal(String topic, Duration patience) throws InterruptedException {
        if (present.contains(topic)) {
            return null;
        }
        wanted.add(topic);
        return ask(topic, System.nanoTime() + patience.toNanos(), !missedBefore.contains(topic));
    }

    @Override
    public void doubt(String topic) {
        present.remove(topic);
    }

    @Override
    public @Nullable String waitingFor() {
        return waiting
                ? "the Kafka brokers " + refusals.brokers()
                        + ", which could not be reached: check the address and that they are running"
                : null;
    }

    @Override
    public synchronized void close() {
        closeAdmin();
    }

    private Outcome.@Nullable Refused ask(String topic, long end, boolean lenient) throws InterruptedException {
        long begin = System.nanoTime();
        waiting = true;
        try {
            while (true) {
                look(end);
                waiting = false;
                if (present.contains(topic)) {
                    missedBefore.remove(topic);
                    closeAdminWhenDone();
                    return null;
                }
                if (creation != null) {
                    Outcome.Refused refusal = create(topic, creation, end);
                    if (refusal != null) {
                        return refusal;
                    }
                } else if (!lenient || System.nanoTime() - begin >= UNKNOWN_FOR.toNanos()) {
                    missedBefore.add(topic);
                    return refusals.missing(topic);
                }
                if (System.nanoTime() - end >= 0) {
                    return refusals.missing(topic);
                }
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            }
        } catch (TimeoutException e) {
            return refusals.unreachable(topic, e);
        } catch (KafkaException e) {
            waiting = false;
            return refusals.of(e, topic, false);
        }
    }

    /** Queries all topics not yet seen, in one request. */
    private void look(long end) throws InterruptedException {
        List<String> unseen = unseen();
        Map<String, KafkaFuture<TopicDescription>> answers = admin().describeTopics(
                        unseen, new DescribeTopicsOptions().timeoutMs(millisUntil(end)))
                .topicNameValues();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : answers.entrySet()) {
            try {
                get(answer.getValue());
                present.add(answer.getKey());
            } catch (UnknownTopicOrPartitionException e) {
                // missing, or not yet known to this broker
            } catch (AuthorizationException e) {
                // It may be writable all the same; if not, the producer fails.
                present.add(answer.getKey());
            }
        }
    }

    /** Creates all topics not yet seen; returns why the given one could not be created, or null. */
    private Outcome.@Nullable Refused create(String topic, TopicCreation creation, long end)
            throws InterruptedException {
        List<NewTopic> missing = unseen().stream().map(creation::topic).toList();
        Map<String, KafkaFuture<Void>> answers = admin().createTopics(
                        missing, new CreateTopicsOptions().timeoutMs(millisUntil(end)))
                .values();
        Outcome.Refused refusal = null;
        for (Map.Entry<String, KafkaFuture<Void>> answer : answers.entrySet()) {
            try {
                get(answer.getValue());
                LOG.info("Created the topic '{}' with {} partitions", answer.getKey(), creation.partitions());
            } catch (TopicExistsException e) {
                // created concurrently, or not yet known to this broker
            } catch (TimeoutException e) {
                throw e;
            } catch (KafkaException e) {
                if (answer.getKey().equals(topic) && !isPassing(e)) {
                    refusal = refusals.notCreated(topic, e);
                }
            }
        }
        return refusal;
    }

    /** A cluster whose brokers are all stopping or starting reports that it has too few of them. */
    private static boolean isPassing(KafkaException thrown) {
        return thrown instanceof InvalidReplicationFactorException
                && String.valueOf(thrown.getMessage()).contains("All brokers are currently fenced");
    }

    private List<String> unseen() {
        List<String> unseen = new ArrayList<>(wanted);
        unseen.removeAll(present);
        return unseen;
    }

    private synchronized Admin admin() {
        if (admin == null) {
            admin = admins.get();
        }
        return admin;
    }

    private void closeAdminWhenDone() {
        if (present.containsAll(wanted)) {
            closeAdmin();
        }
    }

    private synchronized void closeAdmin() {
        if (admin != null) {
            admin.close(Duration.ZERO);
            admin = null;
        }
    }

    private static int millisUntil(long end) {
        long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, millis));
    }

    private static void get(KafkaFuture<?> future) throws InterruptedException {
        try {
            future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException retriable
                    && !(retriable instanceof UnknownTopicOrPartitionException)) {
                throw new TimeoutException(retriable.getMessage(), retriable);
            }
            if (e.getCause() instanceof KafkaException cause) {
                throw cause;
            }
            throw new KafkaException(e.getCause());
        }
    }
}

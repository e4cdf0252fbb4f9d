package io.pinpipe.kafka;

import io.pinpipe.Message;
import io.pinpipe.Reason;
import io.pinpipe.transport.Outcome;
import io.pinpipe.transport.RecordTransport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes records to a producer, which batches, orders and retries them.
 *
 * <p>Some errors leave an idempotent producer in a state in which it fails every later record. It is replaced at the next
 * send, if nothing has succeeded for {@link #REPLACE_AFTER} since such an error.
 */
final class KafkaTransport implements RecordTransport {

    /** How long a producer may go without a success after an error that may be permanent. */
    static final Duration REPLACE_AFTER = Duration.ofSeconds(1);

    /** How long a refusal that concerns a topic rather than a record is repeated without querying the brokers. */
    static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(1);

    /** How long a client with nothing in flight may take to end its thread. */
    private static final Duration CLOSE_TIME = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(KafkaTransport.class);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Topics topics;
    private final KafkaErrors refusals;
    private final LongSupplier nanoTime;
    private final ExecutorService flusher = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "pinpipe-kafka-flush");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Verdict> verdicts = new ConcurrentHashMap<>();
    private final AtomicBoolean flushQueued = new AtomicBoolean();
    private final AtomicInteger unsettled = new AtomicInteger();
    private volatile Producer<byte[], byte[]> producer;
    private volatile @Nullable Failure failure;
    private volatile boolean closing;

    /** Why nothing can be sent to a topic. */
    private record Verdict(Outcome.Refused refusal, long at) {}

    /** An error after which the producer may be unusable. */
    private record Failure(Throwable thrown, long at) {}

    KafkaTransport(
            Supplier<Producer<byte[], byte[]>> producers, Topics topics, KafkaErrors refusals, LongSupplier nanoTime) {
        this.producers = producers;
        this.topics = topics;
        this.refusals = refusals;
        this.nanoTime = nanoTime;
        this.producer = producers.get();
    }

    @Override
    public Outcome.@Nullable Refused refusal(String topic, Duration timeLeft) {
        Verdict verdict = verdicts.get(topic);
        if (verdict != null && nanoTime.getAsLong() - verdict.at() < ASK_AGAIN_AFTER.toNanos()) {
            return verdict.refusal();
        }
        try {
            Outcome.Refused refusal = topics.refusal(topic, timeLeft);
            if (refusal != null) {
                remember(topic, refusal);
            }
            return refusal;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.fatal(Reason.CLOSED, "the publisher was closed while querying the topic '" + topic + "'");
        }
    }

    @Override
    public void send(Message message, Consumer<Outcome> done) {
        String destination = message.destination();
        replaceWhenFailed();
        Thread submitter = Thread.currentThread();
        unsettled.incrementAndGet();
        try {
            producer.send(record(message), (stored, thrown) -> {
                unsettled.decrementAndGet();
                if (thrown == null) {
                    succeed(stored, done);
                } else {
                    // The client reports a record that it did not accept on the calling thread.
                    fail(destination, thrown, Thread.currentThread() != submitter, done);
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            unsettled.decrementAndGet();
            fail(destination, e, false, done);
        }
    }

    @Override
    public void flush() {
        if (!flushQueued.compareAndSet(false, true)) {
            return;
        }
        try {
            flusher.execute(() -> {
                flushQueued.set(false);
                try {
                    producer.flush();
                } catch (KafkaException | IllegalStateException e) {
                    LOG.debug("A flush of the Kafka client failed", e);
                }
            });
        } catch (RejectedExecutionException e) {
            // closed: nothing is left to flush
        }
    }

    @Override
    public String overdue(String destination, Duration deliveryTimeout) {
        return refusals.overdue(destination, deliveryTimeout);
    }

    @Override
    public @Nullable String waitingFor() {
        return topics.waitingFor();
    }

    @Override
    public void close() {
        closing = true;
        flusher.shutdownNow();
        try {
            // Kafka's client logs an error on a close with timeout zero; with nothing in flight it needs next to no
            // time.
            producer.close(unsettled.get() == 0 ? CLOSE_TIME : Duration.ZERO);
        } finally {
            topics.close();
        }
    }

    /** The key is encoded like Kafka's {@code StringSerializer} does, so that both choose the same partition. */
    private static ProducerRecord<byte[], byte[]> record(Message message) {
        String key = message.partitionKey();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                message.destination(), key == null ? null : key.getBytes(StandardCharsets.UTF_8), message.value());
        for (Message.Header header : message.headers()) {
            record.headers().add(header.name(), header.value());
        }
        return record;
    }

    /** Remembers what holds for every record of a topic, so that queued records do not each query the brokers. */
    private void remember(String topic, Outcome.Refused refusal) {
        switch (refusal.reason()) {
            case NOT_FOUND, UNAUTHENTICATED, FORBIDDEN, REJECTED ->
                verdicts.put(topic, new Verdict(refusal, nanoTime.getAsLong()));
            default -> {
                // it concerns one record, or may have passed by the next
            }
        }
    }

    private void succeed(RecordMetadata stored, Consumer<Outcome> done) {
        if (failure != null) {
            failure = null;
        }
        done.accept(Outcome.stored(
                Integer.toString(stored.partition()), stored.hasOffset() ? Long.toString(stored.offset()) : null));
    }

    private void fail(String topic, Throwable thrown, boolean taken, Consumer<Outcome> done) {
        if (closing && !(thrown instanceof ApiException)) {
            done.accept(new Outcome.Refused(
                    Reason.CLOSED,
                    "the publisher was closed before the record was acknowledged",
                    false,
                    taken,
                    null,
                    thrown));
            return;
        }
        if (thrown instanceof TimeoutException) {
            topics.doubt(topic);
        }
        if (mayBeLast(thrown) && failure == null) {
            failure = new Failure(thrown, nanoTime.getAsLong());
        }
        Outcome.Refused refusal = refusals.of(thrown, topic, taken && maybeSentBefore(thrown));
        if (!taken) {
            remember(topic, refusal);
        }
        done.accept(refusal);
    }

    /**
     * Whether an earlier request may have carried a record that is refused now. Failed authentication or authorization
     * is reported on the first attempt, unless the request was a retry.
     */
    private boolean maybeSentBefore(Throwable thrown) {
        boolean byLogin = thrown instanceof AuthenticationException || thrown instanceof AuthorizationException;
        return !byLogin || hasRetried();
    }

    private boolean hasRetried() {
        return producer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("record-retry-total")
                        && metric.getKey().group().equals("producer-metrics"))
                .anyMatch(metric -> !Double.valueOf(0).equals(metric.getValue().metricValue()));
    }

    private static boolean mayBeLast(Throwable thrown) {
        return thrown instanceof AuthenticationException
                || thrown instanceof ClusterAuthorizationException
                || thrown instanceof ProducerFencedException
                || thrown instanceof InvalidPidMappingException
                || thrown instanceof UnsupportedVersionException
                || thrown instanceof IllegalStateException
                || (thrown instanceof KafkaException
                        && !(thrown instanceof ApiException)
                        && !(thrown instanceof InterruptException));
    }

    private void replaceWhenFailed() {
        Failure failed = failure;
        if (failed == null || closing || nanoTime.getAsLong() - failed.at() < REPLACE_AFTER.toNanos()) {
            return;
        }
        Producer<byte[], byte[]> old = producer;
        try {
            producer = producers.get();
        } catch (KafkaException e) {
            LOG.warn("The Kafka client for {} failed and could not be recreated: {}", refusals.brokers(), e.toString());
            return;
        }
        LOG.warn(
                "The Kafka client for {} is replaced after {}",
                refusals.brokers(),
                failed.thrown().toString());
        old.close(Duration.ZERO);
        failure = null;
    }
}

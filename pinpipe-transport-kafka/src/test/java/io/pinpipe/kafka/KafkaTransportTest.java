package io.pinpipe.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.pinpipe.Message;
import io.pinpipe.PublishException;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import io.pinpipe.transport.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaTransportTest {

    private static final Duration WAIT = Duration.ofSeconds(20);

    private final StillTopics topics = new StillTopics();
    private final MockProducer<byte[], byte[]> producer = producer();

    private static MockProducer<byte[], byte[]> producer() {
        return new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private KafkaPublisher publisher(Producer<byte[], byte[]> producer) {
        return KafkaPublisher.builder("b1:9092,b2:9092")
                .userId("u")
                .closeTimeout(Duration.ZERO)
                .build(() -> producer, topics);
    }

    private void awaitSent(int records) {
        await().atMost(WAIT).until(() -> producer.history().size() == records);
    }

    private static PublishException failure(CompletableFuture<Receipt> future) {
        assertThat(future).failsWithin(WAIT);
        return (PublishException) Objects.requireNonNull(
                future.handle((receipt, thrown) -> thrown).join());
    }

    @Test
    void aReceiptNamesTopicPartitionAndOffset() throws Exception {
        try (KafkaPublisher publisher = publisher(producer)) {
            CompletableFuture<Receipt> receipt = publisher.send(Posts.geo(7));
            awaitSent(1);
            producer.completeNext();

            assertThat(receipt.get(20, TimeUnit.SECONDS))
                    .extracting(
                            Receipt::destination,
                            Receipt::partition,
                            Receipt::position,
                            Receipt::attempts,
                            Receipt::maybeDuplicated)
                    .containsExactly("u.geo", "0", "0", 0, false);
        }
    }

    @Test
    void theKeyIsTheIndexAsText() {
        try (KafkaPublisher publisher = publisher(producer)) {
            publisher.send(Posts.user(10794));
            awaitSent(1);

            ProducerRecord<byte[], byte[]> record = producer.history().get(0);
            assertThat(record.key()).asString().isEqualTo("10794");
            assertThat(record.partition()).isNull();
            assertThat(record.value())
                    .asString()
                    .isEqualTo("{\"ind\":10794,\"first_name\":\"Ada\",\"last_name\":\"Byron\",\"age\":36,"
                            + "\"date_joined\":\"2020-08-28T03:52:47\"}");
        }
    }

    @Test
    void anAcknowledgementWithoutAnOffsetIsASuccessWithoutAPosition() throws Exception {
        Producer<byte[], byte[]> duplicate = new MockProducer<>() {
            @Override
            public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
                RecordMetadata stored = new RecordMetadata(new TopicPartition(record.topic(), 2), -1, 0, -1, 1, 1);
                callback.onCompletion(stored, null);
                return CompletableFuture.completedFuture(stored);
            }
        };
        try (KafkaPublisher publisher = publisher(duplicate)) {
            Receipt receipt = publisher.send(Posts.geo(7)).get(20, TimeUnit.SECONDS);

            assertThat(receipt.partition()).isEqualTo("2");
            assertThat(receipt.position()).isNull();
        }
    }

    static Stream<Arguments> afterItWasTaken() {
        return Stream.of(
                arguments(new InvalidTopicException("x"), Reason.INVALID, false),
                arguments(new InvalidRecordException("x"), Reason.INVALID, false),
                arguments(new RecordTooLargeException("x"), Reason.TOO_LARGE, false),
                arguments(new SaslAuthenticationException("x"), Reason.UNAUTHENTICATED, false),
                arguments(new TopicAuthorizationException("x"), Reason.FORBIDDEN, false),
                arguments(new ClusterAuthorizationException("x"), Reason.FORBIDDEN, false),
                arguments(new UnknownTopicOrPartitionException("x"), Reason.NOT_FOUND, false),
                arguments(new TimeoutException("x"), Reason.TIMED_OUT, true),
                arguments(new NotEnoughReplicasException("x"), Reason.UNAVAILABLE, true),
                arguments(new OutOfOrderSequenceException("x"), Reason.REJECTED, true),
                arguments(new KafkaException("x"), Reason.REJECTED, true));
    }

    @ParameterizedTest
    @MethodSource("afterItWasTaken")
    void whatTheProducerReportsOfARecordThatItTookHasAReason(
            RuntimeException thrown, Reason reason, boolean maybeStored) throws Exception {
        try (KafkaPublisher publisher = publisher(producer)) {
            CompletableFuture<Receipt> future = publisher.send(Posts.geo(7));
            awaitSent(1);
            producer.errorNext(thrown);
            PublishException failure = failure(future);

            assertThat(failure.reason()).isEqualTo(reason);
            assertThat(failure.maybeStored()).isEqualTo(maybeStored);
            assertThat(failure.attempts()).isZero();
            assertThat(failure).hasMessageContaining("b1:9092,b2:9092").hasMessageContaining("u.geo");
        }
    }

    static Stream<Arguments> beforeItWasTaken() {
        return Stream.of(
                arguments(new BufferExhaustedException("x"), Reason.BUFFER_FULL),
                arguments(new TimeoutException("x"), Reason.UNAVAILABLE),
                arguments(new TimeoutException("x", new UnknownTopicOrPartitionException("y")), Reason.NOT_FOUND),
                arguments(new RecordTooLargeException("x"), Reason.TOO_LARGE),
                arguments(new TopicAuthorizationException("x"), Reason.FORBIDDEN),
                arguments(new IllegalStateException("x"), Reason.REJECTED));
    }

    @ParameterizedTest
    @MethodSource("beforeItWasTaken")
    void whatTheProducerDoesNotTakeIsNotStored(RuntimeException thrown, Reason reason) throws Exception {
        producer.sendException = thrown;
        try (KafkaPublisher publisher = publisher(producer)) {
            PublishException failure = failure(publisher.send(Posts.geo(7)));

            assertThat(failure.reason()).isEqualTo(reason);
            assertThat(failure.maybeStored()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("beforeItWasTaken")
    void aRecordRefusedInACallbackOnTheSendingThreadIsNotStored(RuntimeException thrown, Reason reason)
            throws Exception {
        Producer<byte[], byte[]> refusing = new MockProducer<>() {
            @Override
            public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
                callback.onCompletion(null, thrown);
                return CompletableFuture.failedFuture(thrown);
            }
        };
        try (KafkaPublisher publisher = publisher(refusing)) {
            PublishException failure = failure(publisher.send(Posts.geo(7)));

            assertThat(failure.reason()).isEqualTo(reason);
            assertThat(failure.maybeStored()).isFalse();
        }
    }

    @Test
    void aRefusedLoginMayHaveBeenPrecededByAStoreWhereTheProducerHasRetried() throws Exception {
        MetricName name = new MetricName("record-retry-total", "producer-metrics", "", Map.of());
        producer.setMockMetrics(name, new Metric() {
            @Override
            public MetricName metricName() {
                return name;
            }

            @Override
            public Object metricValue() {
                return 1.0;
            }
        });
        try (KafkaPublisher publisher = publisher(producer)) {
            CompletableFuture<Receipt> future = publisher.send(Posts.geo(7));
            awaitSent(1);
            producer.errorNext(new SaslAuthenticationException("x"));

            assertThat(failure(future).maybeStored()).isTrue();
        }
    }

    @Test
    void aTopicIsDoubtedAfterATimeOut() throws Exception {
        try (KafkaPublisher publisher = publisher(producer)) {
            CompletableFuture<Receipt> future = publisher.send(Posts.geo(7));
            awaitSent(1);
            producer.errorNext(new TimeoutException("x"));
            failure(future);

            assertThat(topics.doubted()).containsExactly("u.geo");
        }
    }

    @Test
    void recordsInFlightAtTheEndOfTheCloseTimeoutAreClosedAndMaybeStored() throws Exception {
        KafkaPublisher publisher = publisher(producer);
        CompletableFuture<Receipt> future = publisher.send(Posts.geo(7));
        awaitSent(1);

        publisher.close();

        PublishException failure = failure(future);
        assertThat(failure.reason()).isEqualTo(Reason.CLOSED);
        assertThat(failure.maybeStored()).isTrue();
        assertThat(producer.closed()).isTrue();
    }

    @Test
    void aFlushReachesTheProducer() throws Exception {
        try (KafkaPublisher publisher = publisher(producer)) {
            CompletableFuture<Receipt> receipt = publisher.send(Posts.geo(7));
            CompletableFuture<Void> flushed = publisher.flush();

            assertThat(flushed).succeedsWithin(WAIT);
            assertThat(receipt.get(20, TimeUnit.SECONDS).position()).isEqualTo("0");
        }
    }

    @Test
    void aProducerThatFailedForGoodIsReplaced() {
        List<MockProducer<byte[], byte[]>> made = new ArrayList<>();
        AtomicLong clock = new AtomicLong();
        KafkaTransport transport = new KafkaTransport(
                () -> {
                    made.add(producer());
                    return made.get(made.size() - 1);
                },
                topics,
                new KafkaErrors("b1:9092"),
                clock::get);
        ArrayDeque<Outcome> outcomes = new ArrayDeque<>();

        submit(transport, message(1), outcomes::add);
        made.get(0).errorNext(new ClusterAuthorizationException("x"));
        submit(transport, message(2), outcomes::add);
        made.get(0).errorNext(new ClusterAuthorizationException("x"));
        clock.addAndGet(KafkaTransport.REPLACE_AFTER.toNanos());
        submit(transport, message(3), outcomes::add);
        made.get(1).completeNext();
        transport.close();

        assertThat(made).hasSize(2);
        assertThat(made.get(0).closed()).isTrue();
        assertThat(outcomes.pollFirst()).isInstanceOf(Outcome.Refused.class);
        assertThat(outcomes.pollFirst()).isInstanceOf(Outcome.Refused.class);
        assertThat(outcomes.pollFirst()).isEqualTo(Outcome.stored("0", "0"));
    }

    @Test
    void aTopicThatMayNotBeWrittenToIsNotAskedForOncePerRecord() {
        AtomicLong clock = new AtomicLong();
        AtomicLong sends = new AtomicLong();
        Producer<byte[], byte[]> forbidding = new MockProducer<>() {
            @Override
            public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
                sends.incrementAndGet();
                throw new TopicAuthorizationException("x");
            }
        };
        KafkaTransport transport = new KafkaTransport(() -> forbidding, topics, new KafkaErrors("b1:9092"), clock::get);
        List<Outcome> outcomes = new ArrayList<>();

        for (int index = 0; index < 1_000; index++) {
            submit(transport, message(index), outcomes::add);
        }
        long sendsAtOnce = sends.get();
        clock.addAndGet(KafkaTransport.ASK_AGAIN_AFTER.toNanos());
        submit(transport, message(1_000), outcomes::add);
        transport.close();

        assertThat(sendsAtOnce).isEqualTo(1);
        assertThat(sends).hasValue(2);
        assertThat(outcomes)
                .hasSize(1_001)
                .allSatisfy(outcome ->
                        assertThat(((Outcome.Refused) outcome).reason()).isEqualTo(Reason.FORBIDDEN));
    }

    @Test
    void aRecordThatIsTooLargeDoesNotSpeakForItsTopic() {
        AtomicLong sends = new AtomicLong();
        Producer<byte[], byte[]> small = new MockProducer<>() {
            @Override
            public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
                sends.incrementAndGet();
                throw new RecordTooLargeException("x");
            }
        };
        KafkaTransport transport = new KafkaTransport(() -> small, topics, new KafkaErrors("b1:9092"), () -> 0);

        submit(transport, message(1), outcome -> {});
        submit(transport, message(2), outcome -> {});
        transport.close();

        assertThat(sends).hasValue(2);
    }

    @Test
    void aProducerThatSucceedsAgainIsKept() {
        Map<Integer, MockProducer<byte[], byte[]>> made = new HashMap<>();
        AtomicLong clock = new AtomicLong();
        KafkaTransport transport = new KafkaTransport(
                () -> made.computeIfAbsent(made.size(), number -> producer()),
                topics,
                new KafkaErrors("b1:9092"),
                clock::get);

        submit(transport, message(1), outcome -> {});
        submit(transport, message(2), outcome -> {});
        producerOf(made).errorNext(new SaslAuthenticationException("x"));
        producerOf(made).completeNext();
        clock.addAndGet(KafkaTransport.REPLACE_AFTER.toNanos());
        submit(transport, message(3), outcome -> {});
        transport.close();

        assertThat(made).hasSize(1);
    }

    private static MockProducer<byte[], byte[]> producerOf(Map<Integer, MockProducer<byte[], byte[]>> made) {
        return made.values().iterator().next();
    }

    /** As the engine does. */
    private static void submit(KafkaTransport transport, Message message, Consumer<Outcome> done) {
        Outcome.Refused refusal = transport.refusal(message.destination(), WAIT);
        if (refusal == null) {
            transport.send(message, done);
        } else {
            done.accept(refusal);
        }
    }

    private static Message message(long index) {
        return Message.of("u.geo", Long.toString(index), new byte[0]);
    }

    /** A mock that records the time given to close, and whose flush acknowledges nothing. */
    private static final class ClosedProducer extends MockProducer<byte[], byte[]> {
        final CompletableFuture<Duration> closedWith = new CompletableFuture<>();

        ClosedProducer() {
            super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized void flush() {
            // a broker that does not respond
        }

        @Override
        public void close(Duration timeout) {
            closedWith.complete(timeout);
            super.close(timeout);
        }
    }

    @Test
    void aClientWithNothingInFlightHasTimeToClose() {
        ClosedProducer client = new ClosedProducer();

        publisher(client).close();

        assertThat(client.closedWith.join()).isPositive();
    }

    @Test
    void aClientWithSomethingInFlightIsClosedAtOnce() {
        ClosedProducer client = new ClosedProducer();
        KafkaPublisher publisher = publisher(client);
        publisher.send(Posts.geo(7));
        await().atMost(WAIT).until(() -> client.history().size() == 1);

        publisher.close();

        assertThat(client.closedWith.join()).isZero();
    }

    @Test
    void anEventThatIsNotAcknowledgedByItsDeadlineNamesBrokersAndTopic() {
        try (KafkaPublisher publisher = KafkaPublisher.builder("b1:9092,b2:9092")
                .userId("u")
                .deliveryTimeout(Duration.ofSeconds(1))
                .closeTimeout(Duration.ZERO)
                .build(() -> producer, topics)) {
            PublishException failure = failure(publisher.send(Posts.geo(7)));

            assertThat(failure.reason()).isEqualTo(Reason.TIMED_OUT);
            assertThat(failure.maybeStored()).isTrue();
            assertThat(failure).hasMessageContaining("b1:9092,b2:9092").hasMessageContaining("u.geo");
        }
    }
}

package io.pinpipe.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Destinations;
import io.pinpipe.Kind;
import io.pinpipe.Post;
import io.pinpipe.PostEvent;
import io.pinpipe.PublishException;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import io.pinpipe.json.PostJson;
import io.pinpipe.testkit.servers.EmbeddedKafka;
import io.pinpipe.testkit.servers.StoredRecord;
import io.pinpipe.testkit.servers.TopicReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.assertj.core.groups.Tuple;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KafkaPublisherTest {

    private static final Duration WAIT = Duration.ofSeconds(60);

    @AutoClose
    private static EmbeddedKafka kafka;

    private final String userId = UUID.randomUUID().toString();

    @BeforeAll
    static void startBroker() {
        kafka = EmbeddedKafka.open();
    }

    private KafkaPublisher.Builder builder() {
        return KafkaPublisher.builder(kafka.bootstrapServers()).userId(userId);
    }

    private static PublishException failure(CompletableFuture<Receipt> future) {
        assertThat(future).failsWithin(WAIT);
        return (PublishException) Objects.requireNonNull(
                future.handle((receipt, thrown) -> thrown).join());
    }

    private List<StoredRecord> read(Kind kind) {
        return TopicReader.read(kafka.bootstrapServers(), userId + "." + kind.label());
    }

    private static String json(PostEvent event) {
        return new String(PostJson.encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void aReceiptNamesWhereTheRecordIs() {
        try (KafkaPublisher publisher = builder().createTopics(3).build()) {
            Receipt receipt = publisher
                    .send(Posts.pin(7528, "a title"))
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();

            StoredRecord stored = read(Kind.PIN).get(0);
            assertThat(receipt.destination()).isEqualTo(stored.topic());
            assertThat(receipt.partition()).isEqualTo("" + stored.partition());
            assertThat(receipt.position()).isEqualTo("" + stored.offset());
            assertThat(receipt.attempts()).isZero();
            assertThat(receipt.maybeDuplicated()).isFalse();
        }
    }

    @Test
    void whatIsReadBackIsWhatWasSentByteForByte() {
        String title = "quotes \" and \\ and\nnewlines, \u00e9\u00a0\u2026 and \uD83E\uDD0D";
        Post post = new Post(7, Posts.pin(7, title), Posts.geo(7), Posts.user(7));
        try (KafkaPublisher publisher = builder().createTopics(3).build()) {
            publisher.send(post);
        }

        assertThat(read(Kind.PIN))
                .extracting(StoredRecord::key, StoredRecord::value)
                .containsExactly(Tuple.tuple("7", json(Posts.pin(7, title))));
        assertThat(read(Kind.GEO)).extracting(StoredRecord::value).containsExactly(json(Posts.geo(7)));
        assertThat(read(Kind.USER)).extracting(StoredRecord::value).containsExactly(json(Posts.user(7)));
    }

    @Test
    void aRecordGoesToThePartitionThatAStringKeyGoesTo() throws Exception {
        kafka.createTopics(5, userId + ".user", userId + ".strings");
        try (KafkaPublisher publisher = builder()
                        .destinations(Destinations.shared(userId + ".user"))
                        .build();
                KafkaProducer<String, String> strings = new KafkaProducer<>(
                        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                        new StringSerializer(),
                        new StringSerializer())) {
            for (long index : new long[] {0, 1, 7528, 2863, 11_153, 999_999_999_999L}) {
                Receipt receipt = publisher
                        .send(Posts.user(index))
                        .orTimeout(60, TimeUnit.SECONDS)
                        .join();
                int partition = strings.send(new ProducerRecord<>(userId + ".strings", Long.toString(index), "x"))
                        .get()
                        .partition();

                assertThat(receipt.partition()).as("of " + index).isEqualTo("" + partition);
            }
        }
    }

    @Test
    void topicsAreCreatedWhenAskedForAndExistingOnesAreLeftAlone() {
        kafka.createTopics(2, userId + ".pin");
        try (KafkaPublisher publisher =
                builder().createTopics(4).replicationFactor(1).build()) {
            publisher
                    .send(new Post(1, Posts.pin(1, "t"), Posts.geo(1), Posts.user(1)))
                    .forEach(future -> assertThat(future).succeedsWithin(WAIT));
        }

        assertThat(kafka.partitions(userId + ".pin")).isEqualTo(2);
        assertThat(kafka.partitions(userId + ".geo")).isEqualTo(4);
        assertThat(kafka.partitions(userId + ".user")).isEqualTo(4);
    }

    @Test
    void topicsThatCannotBeCreatedAreNamedWithTheReason() {
        try (KafkaPublisher publisher =
                builder().createTopics(1).replicationFactor(3).build()) {
            PublishException failure = failure(publisher.send(Posts.geo(1)));

            assertThat(failure.reason()).isEqualTo(Reason.REJECTED);
            assertThat(failure)
                    .hasMessageContaining("did not create the topic '" + userId + ".geo'")
                    .hasMessageContaining("InvalidReplicationFactorException")
                    .hasMessageContaining("replicationFactor");
        }
    }

    @Test
    void anUnknownTopicIsNotFoundLongBeforeTheDeadline() {
        try (KafkaPublisher publisher = builder().build()) {
            PublishException failure = failure(publisher.send(Posts.geo(1)));

            assertThat(failure.reason()).isEqualTo(Reason.NOT_FOUND);
            assertThat(failure.maybeStored()).isFalse();
            assertThat(failure)
                    .hasMessage("the message with key 1 to '" + userId + ".geo' failed, NOT_FOUND: the Kafka brokers "
                            + kafka.bootstrapServers() + " have no topic '" + userId
                            + ".geo': create it, correct the user id, or set createTopics");
        }
    }

    @Test
    void aTopicThatAppearsLaterIsFound() {
        try (KafkaPublisher publisher = builder().build()) {
            failure(publisher.send(Posts.geo(1)));
            kafka.createTopics(1, userId + ".geo");

            Awaitility.await()
                    .atMost(WAIT)
                    .until(() -> publisher
                            .send(Posts.geo(1))
                            .handle((receipt, thrown) -> thrown == null)
                            .join());
        }
    }

    @Test
    void aMissingTopicDoesNotHoldUpTheOthers() {
        kafka.createTopics(1, userId + ".pin");
        try (KafkaPublisher publisher = builder().build()) {
            CompletableFuture<Receipt> missing = publisher.send(Posts.geo(1));
            CompletableFuture<Receipt> there = publisher.send(Posts.pin(1, "t"));

            assertThat(there).succeedsWithin(WAIT);
            assertThat(failure(missing).reason()).isEqualTo(Reason.NOT_FOUND);
        }
    }

    @Test
    void brokersThatCannotBeReachedAreNamedAtTheDeadline() {
        try (KafkaPublisher publisher = KafkaPublisher.builder("127.0.0.1:1")
                .userId(userId)
                .deliveryTimeout(Duration.ofSeconds(2))
                .build()) {
            List<CompletableFuture<Receipt>> futures = new ArrayList<>();
            for (int index = 0; index < 5; index++) {
                futures.add(publisher.send(Posts.geo(index)));
            }

            for (CompletableFuture<Receipt> future : futures) {
                PublishException failure = failure(future);
                assertThat(failure.reason()).isIn(Reason.UNAVAILABLE, Reason.TIMED_OUT);
                assertThat(failure.maybeStored()).isFalse();
                assertThat(failure)
                        .hasMessageContaining("the Kafka brokers 127.0.0.1:1")
                        .hasMessageContaining("check the address");
            }
        }
    }

    @Test
    void closingDoesNotWaitForBrokersThatCannotBeReached() {
        KafkaPublisher publisher = KafkaPublisher.builder("127.0.0.1:1")
                .userId(userId)
                .closeTimeout(Duration.ofMillis(100))
                .build();
        CompletableFuture<Receipt> future = publisher.send(Posts.geo(1));

        CompletableFuture<Void> closed = CompletableFuture.runAsync(publisher::close);

        assertThat(closed).succeedsWithin(WAIT);
        assertThat(failure(future).reason()).isEqualTo(Reason.CLOSED);
    }

    @Test
    void aRecordThatTheBrokerFindsTooLargeFailsAlone() {
        try (KafkaPublisher publisher = builder()
                .createTopics(1)
                .compression(Compression.NONE)
                .recordBytes(4 * 1024 * 1024)
                .build()) {
            CompletableFuture<Receipt> before = publisher.send(Posts.pin(1, "small"));
            CompletableFuture<Receipt> large = publisher.send(Posts.pin(2, "x".repeat(2 * 1024 * 1024)));
            CompletableFuture<Receipt> after = publisher.send(Posts.pin(3, "small"));

            PublishException failure = failure(large);
            assertThat(failure.reason()).isEqualTo(Reason.TOO_LARGE);
            assertThat(failure.maybeStored()).isFalse();
            assertThat(before).succeedsWithin(WAIT);
            assertThat(after).succeedsWithin(WAIT);
        }
    }

    @Test
    void aBrokerThatGoesAwayForAWhileLosesAndDoublesNothing() {
        try (EmbeddedKafka broker = EmbeddedKafka.open()) {
            List<CompletableFuture<Receipt>> futures = new ArrayList<>();
            try (KafkaPublisher publisher = KafkaPublisher.builder(broker.bootstrapServers())
                    .userId(userId)
                    .createTopics(3)
                    .build()) {
                for (int index = 0; index < 3_000; index++) {
                    if (index == 1_000) {
                        assertThat(futures.get(0)).succeedsWithin(WAIT);
                        broker.stop();
                    }
                    if (index == 2_000) {
                        broker.start();
                    }
                    futures.add(publisher.send(Posts.user(index)));
                }
                assertThat(CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new)))
                        .succeedsWithin(WAIT);
            }

            List<StoredRecord> stored = TopicReader.read(broker.bootstrapServers(), userId + ".user");
            assertThat(stored)
                    .extracting(StoredRecord::key)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.range(0, 3_000).mapToObj(Long::toString).toList());
        }
    }

    @Test
    void whatIsSentOfOnePostToOneTopicKeepsItsOrder() {
        try (KafkaPublisher publisher = builder().createTopics(3).build()) {
            for (int version = 0; version < 2_000; version++) {
                publisher.send(Posts.pin(version % 10, "version " + (version / 10)));
            }
        }

        Map<String, List<String>> byKey = new HashMap<>();
        read(Kind.PIN)
                .forEach(record -> byKey.computeIfAbsent(record.key(), key -> new ArrayList<>())
                        .add(record.value()));
        for (int index = 0; index < 10; index++) {
            int key = index;
            assertThat(byKey.get("" + index))
                    .containsExactlyElementsOf(LongStream.range(0, 200)
                            .mapToObj(version -> json(Posts.pin(key, "version " + version)))
                            .toList());
        }
    }

    @Test
    void aPublisherIsOpenedByItsAddress() {
        URI target = URI.create("kafka://127.0.0.1:1," + kafka.bootstrapServers());
        Map<String, String> options =
                Map.of("userId", userId, "createTopics", "true", "partitions", "2", "linger", "1ms");
        try (Publisher publisher = Publisher.open(target, options)) {
            assertThat(publisher.send(Posts.geo(1))).succeedsWithin(WAIT);
        }

        assertThat(read(Kind.GEO)).hasSize(1);
    }

    @Test
    void noThreadIsLeftOfAClosedPublisher() {
        KafkaPublisher publisher = builder().createTopics(1).build();
        assertThat(publisher.send(Posts.geo(1))).succeedsWithin(WAIT);

        publisher.close();

        Awaitility.await()
                .atMost(WAIT)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .noneMatch(name ->
                                name.startsWith("pinpipe-") || name.startsWith("kafka-producer-network-thread")));
    }
}

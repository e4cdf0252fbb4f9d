package io.pinpipe.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Kind;
import io.pinpipe.PublishException;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import io.pinpipe.User;
import io.pinpipe.json.PostJson;
import io.pinpipe.testkit.servers.Dialect;
import io.pinpipe.testkit.servers.EmbeddedKafka;
import io.pinpipe.testkit.servers.RestProxyStandIn;
import io.pinpipe.testkit.servers.StoredRecord;
import io.pinpipe.testkit.servers.TopicReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The publisher with a stand-in proxy in front of a real broker. */
class KafkaRestPublisherOnKafkaTest {

    private static final int PARTITIONS = 3;
    private static final int POSTS = 700;

    @AutoClose
    private static final EmbeddedKafka KAFKA = EmbeddedKafka.open();

    @BeforeAll
    static void createTopics() {
        for (Dialect dialect : Dialect.values()) {
            for (Kind kind : Kind.values()) {
                KAFKA.createTopics(PARTITIONS, topic(dialect, kind));
            }
        }
        KAFKA.createTopics(PARTITIONS, "keyed.user");
    }

    @ParameterizedTest
    @EnumSource
    void everyEventArrivesOnceUnderItsReceipt(Dialect dialect) {
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        try (RestProxyStandIn proxy = RestProxyStandIn.builder(KAFKA.bootstrapServers())
                        .dialect(dialect)
                        .basePath("/test")
                        .requiredHeader("x-api-key", "k-1")
                        .start();
                Publisher publisher = KafkaRestPublisher.builder(proxy.uri())
                        .userId(userId(dialect))
                        .apiKey("k-1")
                        .build()) {
            for (int i = 0; i < POSTS; i++) {
                receipts.addAll(publisher.send(Posts.post(i)));
            }
        }

        for (Kind kind : Kind.values()) {
            List<StoredRecord> stored = TopicReader.read(KAFKA.bootstrapServers(), topic(dialect, kind));
            assertThat(stored)
                    .extracting(record -> PostJson.decode(kind, value(record).getBytes(StandardCharsets.UTF_8)))
                    .containsExactlyInAnyOrderElementsOf(Posts.events(kind, POSTS));
            assertThat(receipts.stream()
                            .map(CompletableFuture::join)
                            .filter(receipt -> receipt.destination().equals(topic(dialect, kind)))
                            .map(receipt -> receipt.partition() + "@" + receipt.position()))
                    .containsExactlyInAnyOrderElementsOf(stored.stream()
                            .map(record -> record.partition() + "@" + record.offset())
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyRecordKeepsAKeyThatIsItsIndex(Dialect dialect) {
        String userId = userId(dialect) + "-keys";
        KAFKA.createTopics(PARTITIONS, userId + ".user");
        try (RestProxyStandIn proxy = RestProxyStandIn.builder(KAFKA.bootstrapServers())
                        .dialect(dialect)
                        .start();
                Publisher publisher =
                        KafkaRestPublisher.builder(proxy.uri()).userId(userId).build()) {
            for (int i = 0; i < 20; i++) {
                publisher.send(Posts.user(i));
            }
        }

        assertThat(TopicReader.read(KAFKA.bootstrapServers(), userId + ".user"))
                .extracting(record -> Objects.requireNonNull(record.key()).replace("\"", ""))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 20).mapToObj(Integer::toString).toList());
    }

    @ParameterizedTest
    @EnumSource
    void aRecordThatIsTooLargeForTheTopicFailsAndItsSiblingsArrive(Dialect dialect) {
        String userId = userId(dialect) + "-large";
        KAFKA.createTopics(1, userId + ".user");
        User large = new User(100, "x".repeat(1_000_000), "y".repeat(60_000), 30, LocalDateTime.of(2016, 1, 2, 3, 4));
        List<CompletableFuture<Receipt>> small = new ArrayList<>();
        CompletableFuture<Receipt> tooLarge;
        try (RestProxyStandIn proxy = RestProxyStandIn.builder(KAFKA.bootstrapServers())
                        .dialect(dialect)
                        .start();
                Publisher publisher = KafkaRestPublisher.builder(proxy.uri())
                        .userId(userId)
                        .recordBytes(2 << 20)
                        .linger(Duration.ofMillis(200))
                        .build()) {
            for (int i = 0; i < 10; i++) {
                small.add(publisher.send(Posts.user(i)));
            }
            tooLarge = publisher.send(large);
        }

        assertThat(Endings.failure(tooLarge).reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(Endings.failure(tooLarge).maybeStored()).isFalse();
        assertThat(small).allSatisfy(receipt -> assertThat(receipt).isCompleted());
        assertThat(TopicReader.read(KAFKA.bootstrapServers(), userId + ".user")).hasSize(10);
    }

    @Test
    void aRecordLandsInThePartitionThatANativeClientPicksForItsIndex() {
        try (RestProxyStandIn proxy =
                        RestProxyStandIn.builder(KAFKA.bootstrapServers()).start();
                Publisher publisher =
                        KafkaRestPublisher.builder(proxy.uri()).userId("keyed").build()) {
            for (int i = 0; i < 100; i++) {
                publisher.send(Posts.user(i));
            }
        }

        assertThat(TopicReader.read(KAFKA.bootstrapServers(), "keyed.user"))
                .hasSize(100)
                .allSatisfy(record -> {
                    byte[] key = Objects.requireNonNull(record.key()).getBytes(StandardCharsets.UTF_8);
                    assertThat(record.partition()).isEqualTo(Utils.toPositive(Utils.murmur2(key)) % PARTITIONS);
                });
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownTopicIsNotFoundAndNamed(Dialect dialect) {
        try (RestProxyStandIn proxy = RestProxyStandIn.builder(KAFKA.bootstrapServers())
                        .dialect(dialect)
                        .start();
                Publisher publisher =
                        KafkaRestPublisher.builder(proxy.uri()).userId("nobody").build()) {
            PublishException failure = Endings.failure(publisher.send(Posts.user(1)));

            assertThat(failure.reason()).isEqualTo(Reason.NOT_FOUND);
            assertThat(failure).hasMessageContaining("create topic 'nobody.user'");
        }
    }

    @Test
    void aWrongStageIsNotFound() {
        try (RestProxyStandIn proxy = RestProxyStandIn.builder(KAFKA.bootstrapServers())
                        .basePath("/test")
                        .start();
                Publisher publisher = KafkaRestPublisher.builder(
                                URI.create(proxy.uri().toString().replace("/test", "/tset")))
                        .userId(userId(Dialect.CONFLUENT))
                        .build()) {
            PublishException failure = Endings.failure(publisher.send(Posts.user(1)));

            assertThat(failure.reason()).isEqualTo(Reason.NOT_FOUND);
            assertThat(failure).hasMessageContaining("wrong path, method or stage");
        }
    }

    @Test
    void aMissingApiKeyIsForbidden() {
        try (RestProxyStandIn proxy = RestProxyStandIn.builder(KAFKA.bootstrapServers())
                        .basePath("/test")
                        .requiredHeader("x-api-key", "k-1")
                        .start();
                Publisher publisher = KafkaRestPublisher.builder(proxy.uri())
                        .userId(userId(Dialect.CONFLUENT))
                        .deliveryTimeout(Duration.ofMinutes(1))
                        .build()) {
            assertThat(Endings.failure(publisher.send(Posts.user(1))).reason()).isEqualTo(Reason.FORBIDDEN);
        }
    }

    private static String userId(Dialect dialect) {
        return dialect.name().toLowerCase(Locale.ROOT);
    }

    private static String topic(Dialect dialect, Kind kind) {
        return userId(dialect) + "." + kind.label();
    }

    private static String value(StoredRecord record) {
        return Objects.requireNonNull(record.value());
    }
}

package io.pinpipe.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinpipe.Publisher;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaPublisherBuilderTest {

    private static final String BROKERS = "127.0.0.1:9092";

    @TempDir
    private Path folder;

    private static KafkaPublisher.Builder builder() {
        return KafkaPublisher.builder(BROKERS).userId("u");
    }

    private static KafkaPublisher build(KafkaPublisher.Builder builder) {
        return builder.build(
                () -> new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()),
                new StillTopics());
    }

    private static Map<String, Object> settings(Map<String, String> own, Map<String, String> chosen) {
        return new ProducerSettings(own, chosen, BROKERS, Duration.ofSeconds(120), 32L * 1024 * 1024, 1024 * 1024)
                .producer();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            value = {
                "enable.idempotence=false",
                "acks=1",
                "acks=0",
                "retries=3",
                "retries=0",
                "max.in.flight.requests.per.connection=6",
                "transactional.id=mine",
                "key.serializer=org.apache.kafka.common.serialization.StringSerializer",
                "value.serializer=org.apache.kafka.common.serialization.StringSerializer",
                "delivery.timeout.ms=60000",
                "buffer.memory=33554432",
                "bootstrap.servers=elsewhere:9092",
                "max.block.ms=120001",
                "request.timeout.ms=119996",
                "partitioner.ignore.keys=true",
                "linger.ms=soon",
                "compression.type=best"
            })
    void aPropertyThatContradictsTheContractIsRefusedByName(String name, String value) {
        assertThatThrownBy(() -> build(builder().clientProperties(Map.of(name, value))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the client property " + name + " cannot be used: ");
    }

    @Test
    void aPropertyEqualToTheContractsIsNoContradiction() {
        Map<String, String> same = Map.ofEntries(
                Map.entry("enable.idempotence", "TRUE"),
                Map.entry("acks", "-1"),
                Map.entry("retries", "2147483647"),
                Map.entry("max.in.flight.requests.per.connection", "5"),
                Map.entry("key.serializer", "org.apache.kafka.common.serialization.ByteArraySerializer"),
                Map.entry("value.serializer", "org.apache.kafka.common.serialization.ByteArraySerializer"),
                Map.entry("delivery.timeout.ms", "120000"),
                Map.entry("buffer.memory", "67108864"),
                Map.entry("bootstrap.servers", BROKERS),
                Map.entry("max.block.ms", "1000"),
                Map.entry("linger.ms", "5"));

        try (KafkaPublisher publisher =
                build(builder().linger(Duration.ofMillis(5)).clientProperties(same))) {
            assertThat(publisher).isNotNull();
        }
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        assertThatThrownBy(() -> KafkaPublisher.builder("localhost")
                        .deliveryTimeout(Duration.ofSeconds(-1))
                        .linger(Duration.ofMillis(-1))
                        .requestsInFlight(6)
                        .createTopics(0)
                        .replicationFactor(-1)
                        .clientProperties(Map.of("acks", "1", "transactional.id", "x"))
                        .clientProperties(folder.resolve("absent.properties"))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains(
                        "deliveryTimeout must be greater than zero",
                        "'localhost' is not",
                        "linger must not be negative",
                        "requestsInFlight must be from 1 to 5",
                        "createTopics needs at least 1 partition",
                        "replicationFactor must be",
                        "absent.properties cannot be read: NoSuchFileException",
                        "client property acks",
                        "client property transactional.id");
    }

    @Test
    void aSettingAndAPropertyThatDifferAreRefused() {
        assertThatThrownBy(() -> build(builder()
                        .linger(Duration.ofMillis(5))
                        .compression(Compression.ZSTD)
                        .clientProperties(Map.of("linger.ms", "6", "compression.type", "lz4"))))
                .message()
                .contains(
                        "linger.ms cannot be used: the builder has another value",
                        "compression.type cannot be used: the builder has another value");
    }

    @Test
    void lingerMustFitIntoTheDeliveryTimeout() {
        assertThatThrownBy(() -> build(builder().linger(Duration.ofSeconds(1)).deliveryTimeout(Duration.ofSeconds(1))))
                .hasMessageContaining("linger must be shorter than deliveryTimeout");
    }

    @Test
    void theDefaultsAreThoseOfTheConstants() {
        assertThat(settings(Map.of(), Map.of()))
                .containsEntry("linger.ms", "" + KafkaPublisher.Builder.DEFAULT_LINGER.toMillis())
                .containsEntry("batch.size", "" + KafkaPublisher.Builder.DEFAULT_BATCH_BYTES)
                .containsEntry("compression.type", "lz4")
                .containsEntry(
                        "max.in.flight.requests.per.connection", "" + KafkaPublisher.Builder.DEFAULT_REQUESTS_IN_FLIGHT)
                .containsEntry("enable.idempotence", "true")
                .containsEntry("acks", "all")
                .containsEntry("delivery.timeout.ms", "120000")
                .containsEntry("request.timeout.ms", "30000")
                .containsEntry("max.block.ms", "120000")
                .containsEntry("buffer.memory", "67108864");
    }

    @Test
    void theDefaultsAreTheDocumentedOnes() {
        assertThat(KafkaPublisher.Builder.DEFAULT_LINGER).hasMillis(5);
        assertThat(KafkaPublisher.Builder.DEFAULT_BATCH_BYTES).isEqualTo(65_536);
        assertThat(KafkaPublisher.Builder.DEFAULT_COMPRESSION).isEqualTo(Compression.LZ4);
        assertThat(KafkaPublisher.Builder.DEFAULT_REQUESTS_IN_FLIGHT).isEqualTo(1);
        assertThat(KafkaPublisher.Builder.REQUESTS_IN_FLIGHT_MAX).isEqualTo(5);
        assertThat(KafkaPublisher.Builder.DEFAULT_PARTITIONS).isEqualTo(3);
        assertThat(KafkaPublisher.Builder.DEFAULT_REPLICATION_FACTOR).isZero();
    }

    @Test
    void aSettingOrAPropertyReplacesTheDefault() {
        assertThat(settings(Map.of("batch.size", "1", "client.id", "me"), Map.of("linger.ms", "2")))
                .containsEntry("batch.size", "1")
                .containsEntry("linger.ms", "2")
                .containsEntry("client.id", "me");
    }

    @Test
    void theRequestTimeoutLeavesRoomForLingerWithinAShortDeliveryTimeout() {
        ProducerSettings settings = new ProducerSettings(
                Map.of(), Map.of("linger.ms", "100"), BROKERS, Duration.ofSeconds(2), 1, 1024 * 1024);

        assertThat(settings.problems()).isEmpty();
        assertThat(settings.producer()).containsEntry("request.timeout.ms", "1900");
    }

    @Test
    void aLargerRecordRaisesTheRequestAndTheMemory() {
        ProducerSettings settings =
                new ProducerSettings(Map.of(), Map.of(), BROKERS, Duration.ofSeconds(120), 1024, 64 * 1024 * 1024);

        assertThat(settings.producer())
                .containsEntry("max.request.size", "" + (64 * 1024 * 1024 + 1024))
                .containsEntry("buffer.memory", "" + (64 * 1024 * 1024 + 1024));
    }

    @Test
    void theAdminClientGetsTheLoginAndNothingThatOnlyAProducerKnows() {
        ProducerSettings settings = new ProducerSettings(
                Map.of("security.protocol", "SSL", "ssl.truststore.location", "t", "my.own", "1", "linger.ms", "9"),
                Map.of(),
                BROKERS,
                Duration.ofSeconds(120),
                1024,
                1024);

        assertThat(settings.admin())
                .containsEntry("security.protocol", "SSL")
                .containsEntry("ssl.truststore.location", "t")
                .containsEntry("my.own", "1")
                .containsEntry("bootstrap.servers", BROKERS)
                .doesNotContainKeys("linger.ms", "acks", "key.serializer", "buffer.memory", "retries");
    }

    @Test
    void propertiesComeFromAFileAndAMapReplacesThem() throws Exception {
        Path file = folder.resolve("client.properties");
        Files.writeString(file, "acks=1\nretries=7\n");

        assertThatThrownBy(() -> build(builder().clientProperties(file).clientProperties(Map.of("acks", "all"))))
                .message()
                .contains("client property retries")
                .doesNotContain("client property acks");
    }

    @Test
    void noSecretIsShownInAnErrorOrAText() {
        String login =
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"a\" password=hun ter2;";
        Map<String, String> broken =
                Map.of("security.protocol", "SASL_PLAINTEXT", "sasl.mechanism", "PLAIN", "sasl.jaas.config", login);

        assertThatThrownBy(() -> builder().clientProperties(broken).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .message()
                .contains("sasl.jaas.config")
                .doesNotContain("ter2")
                .doesNotContain("hun");
    }

    @Test
    void theTextOfAPublisherNamesItsTopicsAndNoSetting() {
        try (KafkaPublisher publisher = build(builder().clientProperties(Map.of("ssl.key.password", "hunter2")))) {
            assertThat(publisher).hasToString("KafkaPublisher[u.pin, u.geo, u.user]");
        }
    }

    @Test
    void anUnknownHostIsReportedAtOnce() {
        assertThatThrownBy(() -> KafkaPublisher.builder("no-such-host.invalid:9092")
                        .userId("u")
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The Kafka client cannot be created: No resolvable bootstrap urls");
    }

    @Test
    void anUnknownOptionIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> Publisher.open(URI.create("kafka://" + BROKERS), Map.of("userID", "u")))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains("unknown option 'userID'", "userId", "linger", "batchBytes", "compression", "createTopics")
                .contains("partitions", "replicationFactor", "properties", "requestsInFlight");
    }

    @Test
    void anOptionMayNameAFileOfProperties() throws Exception {
        Path file = folder.resolve("client.properties");
        Files.writeString(file, "acks=1\n");

        assertThatThrownBy(() -> Publisher.open(
                        URI.create("kafka://" + BROKERS), Map.of("userId", "u", "properties", file.toString())))
                .hasMessageContaining("client property acks");
    }

    @Test
    void partitionsWithoutCreateTopicsAreRefused() {
        assertThatThrownBy(() ->
                        Publisher.open(URI.create("kafka://" + BROKERS), Map.of("userId", "u", "partitions", "3")))
                .hasMessageContaining("partitions is set, but createTopics is not");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka:h:9092",
                "kafka:///topic",
                "kafka://h:9092/topic",
                "kafka://h:9092?a=b",
                "kafka://a:b@h:9092"
            })
    void anAddressWithMoreOrLessThanBrokersIsRefused(String address) {
        assertThatThrownBy(() -> Publisher.open(URI.create(address), Map.of("userId", "u")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The address of Kafka must be kafka://host:port[,host:port]");
    }

    @Test
    void everyBrokerOfAnAddressIsTaken() {
        assertThatThrownBy(() -> Publisher.open(URI.create("kafka://h1:9092,h2"), Map.of("userId", "u")))
                .hasMessageContaining("the brokers must be host:port[,host:port], and 'h2' is not");
        assertThat(List.of("kafka")).containsExactlyElementsOf(new KafkaPublisherProvider().schemes());
    }
}

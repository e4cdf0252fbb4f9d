package io.pinpipe.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinpipe.Destinations;
import io.pinpipe.Geo;
import io.pinpipe.Pin;
import io.pinpipe.Publisher;
import io.pinpipe.Receipt;
import io.pinpipe.User;
import io.pinpipe.kinesis.KinesisWire.Call;
import io.pinpipe.kinesis.KinesisWire.Sent;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class KinesisPublisherTest {

    private static final LocalDateTime TIME = LocalDateTime.of(2020, 8, 28, 3, 52, 47);
    private static final Pin PIN = new Pin(7, "id", "t", "d", "p", "1k", "a", "image", "i", 1, "s", "art");
    private static final Geo GEO = new Geo(7, TIME, 1.5, 2.5, "Norway");
    private static final User USER = new User(7, "Ada", "Field", 36, TIME);

    @Test
    void eachKindGoesToItsStream() {
        try (KinesisWire wire = new KinesisWire(KinesisWire::store);
                Publisher publisher = builder(wire).build()) {
            sendAll(publisher);

            assertThat(wire.calls())
                    .extracting(Call::stream)
                    .containsExactlyInAnyOrder("streaming-u-pin", "streaming-u-geo", "streaming-u-user");
        }
    }

    @Test
    void aSharedStreamTellsUsersAndKindsApartByTheKey() {
        try (KinesisWire wire = new KinesisWire(KinesisWire::store);
                Publisher publisher = builder(wire).sharedStream("Prod-Stream").build()) {
            List<Receipt> receipts = sendAll(publisher);

            assertThat(receipts).extracting(Receipt::destination).containsOnly("Prod-Stream");
            assertThat(wire.calls().stream().flatMap(call -> call.records().stream()))
                    .extracting(Sent::partitionKey)
                    .containsExactlyInAnyOrder("u-pin", "u-geo", "u-user");
        }
    }

    @Test
    void aPublisherIsOpenedByItsAddress() {
        try (KinesisWire wire = new KinesisWire(KinesisWire::store)) {
            System.setProperty("aws.accessKeyId", "AKID");
            System.setProperty("aws.secretAccessKey", "secret");
            try (Publisher publisher = Publisher.open(
                    URI.create("kinesis://eu-west-1?endpoint=" + wire.endpoint()),
                    Map.of("userId", "u", "linger", "0ms"))) {
                publisher.send(PIN).orTimeout(1, TimeUnit.MINUTES).join();

                assertThat(wire.calls().get(0).header("Authorization")).contains("/eu-west-1/kinesis/");
            } finally {
                System.clearProperty("aws.accessKeyId");
                System.clearProperty("aws.secretAccessKey");
            }
        }
    }

    @Test
    void itsOwnOptionsAreKnownByName() {
        try (KinesisWire wire = new KinesisWire(KinesisWire::store);
                Publisher publisher = builder(wire)
                        .options(Map.of(
                                "endpoint",
                                wire.endpoint().toString(),
                                "sharedStream",
                                "Prod-Stream",
                                "createStreams",
                                "2"))
                        .build()) {
            assertThat(publisher).hasToString("KinesisPublisher[Prod-Stream]");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kinesis:us-east-1",
                "kinesis://us-east-1/streams",
                "kinesis://us-east-1?region=x",
                "kinesis://key:pa55word@us-east-1",
                "kinesis://us-east-1?endpoint=http://key:pa55word@h",
                "kinesis://us-east-1?endpoint=not-an-address"
            })
    void anAddressThatDoesNotFitIsRefusedAndNotShown(String address) {
        assertThatThrownBy(() -> Publisher.open(URI.create(address), Map.of("userId", "u")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("address")
                .hasMessageNotContaining("pa55word");
    }

    @Test
    void anUnansweredRequestNamesServiceAndStreamAndWhatToLookAt() {
        try (KinesisWire wire = new KinesisWire(call -> {});
                Publisher publisher = builder(wire)
                        .requestTimeout(Duration.ofMillis(200))
                        .deliveryTimeout(Duration.ofSeconds(1))
                        .build()) {
            assertThat(publisher.send(PIN))
                    .failsWithin(Duration.ofMinutes(1))
                    .withThrowableOfType(ExecutionException.class)
                    .withMessageContaining("no response to the request within 200 ms from "
                            + wire.endpoint().getAuthority()
                            + ", PutRecords to 'streaming-u-pin': check that the network");
        }
    }

    @Test
    void anEndpointThatCannotBeReadIsNotShown() {
        assertThatThrownBy(
                        () -> KinesisPublisher.builder("us-east-1").options(Map.of("endpoint", "http://pa55 word@h")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("endpoint")
                .hasMessageNotContaining("pa55");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://kinesis.example:4567", "HTTP://10.0.0.1", "http://localhost.example.org"})
    void signaturesDoNotGoOverPlainHttpToAnotherHostUnasked(String endpoint) {
        KinesisPublisher.Builder builder =
                KinesisPublisher.builder("us-east-1").userId("u").endpoint(URI.create(endpoint));

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https://")
                .hasMessageContaining("allowPlainHttp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://kinesis.example",
                "http://localhost:4567",
                "http://kinesis.localhost:4567",
                "http://127.0.0.1:4567",
                "http://127.1.2.3",
                "http://[::1]:4567"
            })
    void signaturesGoByTlsOrWithinThisMachine(String endpoint) {
        KinesisPublisher.builder("us-east-1")
                .userId("u")
                .endpoint(URI.create(endpoint))
                .build()
                .close();
    }

    @Test
    void signaturesGoOverPlainHttpWhereThatIsAllowed() {
        Publisher.open(
                        URI.create("kinesis://us-east-1?endpoint=http://kinesis.example:4567"),
                        Map.of("userId", "u", "allowPlainHttp", "true"))
                .close();
    }

    @Test
    void whatKinesisTakesAtMostIsAllowed() {
        KinesisPublisher.Builder builder = KinesisPublisher.builder("us-east-1")
                .userId("u")
                .batchRecords(KinesisPublisher.BATCH_RECORDS_MAX)
                .batchBytes(KinesisPublisher.BATCH_BYTES_MAX)
                .recordBytes(KinesisPublisher.RECORD_BYTES_MAX);

        builder.build().close();
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        KinesisPublisher.Builder builder = KinesisPublisher.builder("US East")
                .userId("u".repeat(120))
                .batchRecords(501)
                .batchBytes(KinesisPublisher.BATCH_BYTES_MAX + 1)
                .recordBytes(KinesisPublisher.RECORD_BYTES_MAX + 1)
                .createStreams(0)
                .endpoint(URI.create("ftp://host"));

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "region",
                        "batchRecords",
                        "batchBytes",
                        "recordBytes",
                        "createStreams",
                        "endpoint",
                        "longer than 128 characters");
    }

    @Test
    void aSharedStreamWithoutAUserIsRefused() {
        KinesisPublisher.Builder builder = KinesisPublisher.builder("us-east-1")
                .destinations(Destinations.shared("s"))
                .sharedStream("s");

        assertThatThrownBy(builder::build).hasMessageContaining("sharedStream needs a userId");
    }

    private static KinesisPublisher.Builder builder(KinesisWire wire) {
        return KinesisPublisher.builder("us-east-1")
                .endpoint(wire.endpoint())
                .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")))
                .userId("u");
    }

    private static List<Receipt> sendAll(Publisher publisher) {
        List<CompletableFuture<Receipt>> sent =
                Stream.of(PIN, GEO, USER).map(publisher::send).toList();
        return sent.stream()
                .map(future -> future.orTimeout(1, TimeUnit.MINUTES).join())
                .toList();
    }
}

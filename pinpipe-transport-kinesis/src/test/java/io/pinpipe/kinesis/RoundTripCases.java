package io.pinpipe.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Kind;
import io.pinpipe.Pin;
import io.pinpipe.PublishException;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import io.pinpipe.json.PostJson;
import io.pinpipe.testkit.servers.KinesisEmulator;
import io.pinpipe.testkit.servers.StreamRecord;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The publisher against an emulator, verified with another client. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class RoundTripCases {

    @AutoClose
    private KinesisEmulator kinesis;

    private String userId = "";

    /** Starts the emulator, or skips the tests. */
    abstract KinesisEmulator emulator();

    @BeforeAll
    void start() {
        kinesis = emulator();
    }

    final String stream() {
        return "streaming-" + userId + "-pin";
    }

    @BeforeEach
    void nameTheStreams(TestInfo test) {
        userId =
                Integer.toHexString(test.getTestMethod().orElseThrow().getName().hashCode());
    }

    @Test
    void aRecordIsReadBackFromThePositionInItsReceipt() {
        List<Pin> pins = LongStream.range(0, 2_000)
                .mapToObj(i -> pin(i, "pin " + i + " 📌\n\""))
                .toList();

        List<Receipt> receipts;
        try (Publisher publisher = builder().createStreams(4).build()) {
            receipts = receipts(pins.stream().map(publisher::send).toList());
        }

        Map<String, StreamRecord> held = kinesis.read(stream()).stream()
                .collect(Collectors.toMap(record -> record.shard() + "/" + record.sequenceNumber(), record -> record));
        assertThat(held).hasSize(pins.size());
        for (int i = 0; i < pins.size(); i++) {
            Receipt receipt = receipts.get(i);
            StreamRecord record = Objects.requireNonNull(held.get(receipt.partition() + "/" + receipt.position()));
            assertThat(record.data()).isEqualTo(new String(PostJson.encode(pins.get(i)), StandardCharsets.UTF_8));
            assertThat(PostJson.decode(Kind.PIN, record.data().getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(pins.get(i));
        }
    }

    @Test
    void indexesAreSpreadOverAllShards() {
        try (Publisher publisher = builder().createStreams(4).build()) {
            receipts(LongStream.range(0, 400)
                    .mapToObj(i -> publisher.send(pin(i, "t")))
                    .toList());
        }

        Set<String> shards = new HashSet<>();
        kinesis.read(stream()).forEach(record -> shards.add(record.shard()));
        assertThat(shards).hasSize(4);
    }

    @Test
    void eventsOfOneIndexAreHeldInTheOrderTheyWereSent() {
        kinesis.createStream(stream(), 2);
        List<CompletableFuture<Receipt>> sent = new ArrayList<>();
        try (Publisher publisher = builder().batchRecords(10).build()) {
            for (int version = 0; version < 50; version++) {
                for (long index = 0; index < 20; index++) {
                    sent.add(publisher.send(pin(index, "version " + version)));
                }
            }
            receipts(sent);
        }

        Map<String, List<String>> titles = kinesis.read(stream()).stream()
                .sorted(Comparator.comparing(record -> new BigInteger(record.sequenceNumber())))
                .collect(Collectors.groupingBy(
                        StreamRecord::partitionKey, Collectors.mapping(RoundTripCases::title, Collectors.toList())));
        List<String> inOrder =
                IntStream.range(0, 50).mapToObj(version -> "version " + version).toList();
        assertThat(titles)
                .hasSize(20)
                .allSatisfy((key, each) -> assertThat(each).isEqualTo(inOrder));
    }

    @Test
    void aSharedStreamHoldsAllUnderTheConstantKey() {
        try (Publisher publisher =
                builder().sharedStream("shared-" + userId).createStreams(3).build()) {
            receipts(LongStream.range(0, 50)
                    .mapToObj(i -> publisher.send(pin(i, "t")))
                    .toList());
        }

        List<StreamRecord> held = kinesis.read("shared-" + userId);
        assertThat(held).hasSize(50).extracting(StreamRecord::partitionKey).containsOnly(userId + "-pin");
        assertThat(held.stream().map(StreamRecord::shard).distinct()).hasSize(1);
    }

    @Test
    void aStreamThatDoesNotExistIsNotFound() {
        try (Publisher publisher = builder().build()) {
            assertThat(failure(publisher.send(pin(1, "t"))).reason()).isEqualTo(Reason.NOT_FOUND);
        }
    }

    @Test
    void aRecordOfExactlyTheLimitIsStored() {
        int empty = PostJson.encode(pin(1, "")).length;
        Pin largest = pin(1, "x".repeat(KinesisPublisher.Builder.DEFAULT_RECORD_BYTES - empty - 1));

        try (Publisher publisher = builder().createStreams(1).build()) {
            receipts(List.of(publisher.send(largest)));
        }

        assertThat(kinesis.read(stream())).hasSize(1);
    }

    @Test
    void aServerThatFindsARecordTooLargeFailsItAloneAndItsSiblingsArrive() {
        kinesis.createStream(stream(), 1);
        Pin tooLarge = pin(2, "x".repeat(1_100_000));

        try (Publisher publisher = builder()
                .recordBytes(2_000_000)
                .linger(Duration.ofSeconds(5))
                .batchRecords(3)
                .build()) {
            CompletableFuture<Receipt> before = publisher.send(pin(1, "t"));
            CompletableFuture<Receipt> large = publisher.send(tooLarge);
            CompletableFuture<Receipt> after = publisher.send(pin(3, "t"));

            receipts(List.of(before, after));
            assertThat(failure(large).reason()).isEqualTo(Reason.TOO_LARGE);
        }
    }

    final KinesisEmulator kinesis() {
        return kinesis;
    }

    /** Opens a publisher whose client sends CBOR, which is the default. */
    final KinesisPublisher writingCbor() {
        System.setProperty("aws.cborEnabled", "true");
        try {
            return builder().createStreams(1).build();
        } finally {
            System.setProperty("aws.cborEnabled", "false");
        }
    }

    final KinesisPublisher.Builder builder() {
        return KinesisPublisher.builder("us-east-1")
                .endpoint(kinesis.endpoint())
                .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")))
                .backoff(Duration.ofMillis(5))
                .userId(userId);
    }

    static List<Receipt> receipts(List<CompletableFuture<Receipt>> futures) {
        return futures.stream()
                .map(future -> future.orTimeout(1, TimeUnit.MINUTES).join())
                .toList();
    }

    static PublishException failure(CompletableFuture<Receipt> future) {
        Throwable thrown = future.orTimeout(1, TimeUnit.MINUTES)
                .handle((receipt, failure) -> failure)
                .join();
        assertThat(thrown).isInstanceOf(PublishException.class);
        return (PublishException) thrown;
    }

    static Pin pin(long index, String title) {
        return new Pin(index, "id", title, "d", "p", "1k", "t", "image", "i", 1, "s", "art");
    }

    private static String title(StreamRecord record) {
        Pin pin = (Pin) PostJson.decode(Kind.PIN, record.data().getBytes(StandardCharsets.UTF_8));
        return String.valueOf(pin.title());
    }
}

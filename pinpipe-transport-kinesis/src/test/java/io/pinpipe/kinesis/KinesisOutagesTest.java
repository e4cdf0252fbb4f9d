package io.pinpipe.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Geo;
import io.pinpipe.Pin;
import io.pinpipe.Post;
import io.pinpipe.Publisher;
import io.pinpipe.Receipt;
import io.pinpipe.User;
import io.pinpipe.testkit.servers.Kinesalite;
import io.pinpipe.testkit.servers.KinesisLocal;
import io.pinpipe.testkit.servers.StreamRecord;
import io.pinpipe.testkit.servers.TcpProxy;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** An emulator that is killed, frozen and cut off while events are sent, and many new streams at once. */
@Tag("scale")
class KinesisOutagesTest {

    private static final int EVENTS = 20_000;
    private static final int OUTAGES = 6;
    private static final int PAUSE_MILLIS = 500;
    private static final Duration WAIT = Duration.ofMinutes(5);
    private static final String STREAM = "streaming-u-pin";

    /** What happens to the service, repeatedly. */
    @FunctionalInterface
    private interface Outage {
        void happen();
    }

    @Test
    void aKilledServiceThatComesBackHasEveryEvent() {
        Kinesalite.required().close();
        try (Kinesalite kinesis = Kinesalite.openOnDisk()) {
            kinesis.createStream(STREAM, 4);

            List<Receipt> receipts = sendThrough(kinesis.endpoint(), () -> {
                // Frozen first, so that requests are in flight.
                kinesis.pause();
                pause();
                kinesis.kill();
                pause();
                kinesis.start();
            });

            assertEachIsStored(kinesis.read(STREAM), receipts);
            assertThat(receipts.stream().filter(Receipt::maybeDuplicated))
                    .as("hit by an outage")
                    .isNotEmpty();
        }
    }

    @Test
    void aFrozenServiceGetsEveryEvent() {
        try (Kinesalite kinesis = Kinesalite.required()) {
            kinesis.createStream(STREAM, 4);

            List<Receipt> receipts = sendThrough(kinesis.endpoint(), () -> {
                kinesis.pause();
                LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
                kinesis.resume();
            });

            assertEachIsStored(kinesis.read(STREAM), receipts);
            assertThat(receipts.stream().filter(Receipt::maybeDuplicated))
                    .as("hit by an outage")
                    .isNotEmpty();
        }
    }

    @Test
    void connectionsThatAreCutAndRefusedCostNoEvent() {
        try (Kinesalite kinesis = Kinesalite.required();
                TcpProxy proxy = TcpProxy.open()) {
            proxy.forwardTo(kinesis.endpoint().getPort());
            kinesis.createStream(STREAM, 4);

            List<Receipt> receipts = sendThrough(URI.create("http://127.0.0.1:" + proxy.port()), () -> {
                // Stalled first, so that requests are in flight.
                proxy.stall();
                pause();
                proxy.cut();
                proxy.resume();
                pause();
                proxy.refuseConnections();
                pause();
                proxy.takeConnections();
            });

            assertEachIsStored(kinesis.read(STREAM), receipts);
            assertThat(receipts.stream().filter(Receipt::maybeDuplicated))
                    .as("hit by an outage")
                    .isNotEmpty();
        }
    }

    /** At most five streams can be in creation at a time; others are refused until then. */
    @Test
    void twoHundredStreamsThatAreNewAtOnceGetEveryEvent() {
        try (KinesisLocal kinesis = KinesisLocal.required(PAUSE_MILLIS)) {
            int users = 67;
            int each = 10;
            List<Publisher> publishers = new ArrayList<>();
            List<CompletableFuture<Receipt>> sent = new ArrayList<>();
            try {
                for (int user = 0; user < users; user++) {
                    publishers.add(builder(kinesis.endpoint())
                            .userId("u" + user)
                            .createStreams(1)
                            .deliveryTimeout(WAIT)
                            .build());
                }
                for (long index = 0; index < each; index++) {
                    for (Publisher publisher : publishers) {
                        sent.addAll(publisher.send(post(index)));
                    }
                }
                Map<String, List<Receipt>> receipts =
                        receipts(sent).stream().collect(Collectors.groupingBy(Receipt::destination));

                assertThat(receipts).hasSize(3 * users);
                receipts.forEach((stream, of) -> assertEachIsStored(kinesis.read(stream), of));
            } finally {
                publishers.forEach(Publisher::close);
            }
        }
    }

    private static List<Receipt> sendThrough(URI endpoint, Outage outage) {
        try (Publisher publisher = builder(endpoint)
                .userId("u")
                .batchRecords(100)
                .requestTimeout(Duration.ofSeconds(2))
                .deliveryTimeout(WAIT)
                .build()) {
            List<CompletableFuture<Receipt>> sent = new ArrayList<>(EVENTS);
            CompletableFuture<Void> outages = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < OUTAGES; i++) {
                    pause();
                    outage.happen();
                }
            });
            for (int i = 0; i < EVENTS; i++) {
                sent.add(publisher.send(pin(i)));
                if (!outages.isDone() && i % (EVENTS / 100) == 0) {
                    LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                }
            }
            outages.join();
            return receipts(sent);
        }
    }

    /** Each event, keyed from 0, is stored once, or more often if its receipt reports it. */
    private static void assertEachIsStored(List<StreamRecord> held, List<Receipt> receipts) {
        Map<Integer, Integer> copies = held.stream()
                .collect(Collectors.toMap(record -> Integer.valueOf(record.partitionKey()), record -> 1, Integer::sum));
        long unflagged = copies.entrySet().stream()
                .filter(entry ->
                        entry.getValue() > 1 && !receipts.get(entry.getKey()).maybeDuplicated())
                .count();

        assertThat(copies.size()).as("stored").isEqualTo(receipts.size());
        assertThat(unflagged).as("stored more than once without a flag").isZero();
    }

    private static List<Receipt> receipts(List<CompletableFuture<Receipt>> sent) {
        return sent.stream()
                .map(future ->
                        future.orTimeout(WAIT.toSeconds(), TimeUnit.SECONDS).join())
                .toList();
    }

    private static KinesisPublisher.Builder builder(URI endpoint) {
        return KinesisPublisher.builder("us-east-1")
                .endpoint(endpoint)
                .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")));
    }

    private static void pause() {
        LockSupport.parkNanos(Duration.ofMillis(PAUSE_MILLIS).toNanos());
    }

    private static Pin pin(long index) {
        return new Pin(index, "id", "t", "d", "p", "1k", "a", "image", "i", 1, "s", "art");
    }

    private static Post post(long index) {
        LocalDateTime time = LocalDateTime.of(2016, 1, 2, 3, 4, 5);
        return new Post(
                index, pin(index), new Geo(index, time, 1.5, 2.5, "Norway"), new User(index, "Ada", "Field", 36, time));
    }
}

package io.pinpipe.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pinpipe.Pin;
import io.pinpipe.Publisher;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** What a publisher leaves behind and logs when it is closed. */
class ClosingTest {

    private static final int ROUNDS = 40;
    private static final int REFUSALS = 500;

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @BeforeEach
    void catchTheLog() {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void letTheLogGo() {
        System.setErr(before);
    }

    @Test
    void aPublisherThatHasSentIsClosedWithoutAWord() {
        try (KinesisWire wire = new KinesisWire(KinesisWire::store)) {
            for (int round = 0; round < ROUNDS; round++) {
                try (Publisher publisher = builder(wire).batchRecords(1).build()) {
                    CompletableFuture<?>[] sent = LongStream.range(0, 16)
                            .mapToObj(index -> publisher.send(pin(index)))
                            .toArray(CompletableFuture<?>[]::new);
                    CompletableFuture.allOf(sent).orTimeout(1, TimeUnit.MINUTES).join();
                }
            }
        }

        assertThat(log.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void refusedRequestsAreNoWarningOfTheNetwork() {
        String missing = KinesisWire.error("ResourceNotFoundException", "Stream not found");
        try (KinesisWire wire = new KinesisWire(call -> call.reply(400, missing));
                Publisher publisher = builder(wire).batchRecords(1).build()) {
            CompletableFuture<?>[] refused = LongStream.range(0, REFUSALS)
                    .mapToObj(index -> publisher.send(pin(index)).handle((receipt, failure) -> failure))
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(refused).orTimeout(1, TimeUnit.MINUTES).join();

            assertThat(refused).allSatisfy(failure -> assertThat(failure.join()).isNotNull());
        }

        assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain("netty", "DefaultChannelPipeline");
    }

    @Test
    void aPublisherWhoseRequestsAreInFlightIsClosedWithoutAWordOfTheNetwork() {
        for (int round = 0; round < ROUNDS; round++) {
            try (KinesisWire wire = new KinesisWire(call -> {});
                    Publisher publisher = builder(wire)
                            .batchRecords(1)
                            .closeTimeout(Duration.ofMillis(1))
                            .build()) {
                LongStream.range(0, 4).forEach(index -> publisher.send(pin(index)));
                await().until(() -> wire.calls().size() == 4);
            }
        }

        assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain("netty", "RejectedExecution");
    }

    @Test
    void aPublisherThatIsClosedWhileItConnectsHasNoRejectedTasks() {
        try (KinesisWire wire = new KinesisWire(call -> {})) {
            for (int round = 0; round < ROUNDS; round++) {
                try (Publisher publisher = builder(wire)
                        .batchRecords(1)
                        .closeTimeout(Duration.ofMillis(1))
                        .build()) {
                    LongStream.range(0, 16).forEach(index -> publisher.send(pin(index)));
                }
            }
        }

        assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain("RejectedExecution");
    }

    private static KinesisPublisher.Builder builder(KinesisWire wire) {
        return KinesisPublisher.builder("us-east-1")
                .endpoint(wire.endpoint())
                .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")))
                .linger(Duration.ZERO)
                .userId("u");
    }

    private static Pin pin(long index) {
        return new Pin(index, "id", "t", "d", "p", "1k", "a", "image", "i", 1, "s", "art");
    }
}

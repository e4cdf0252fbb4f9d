package io.pinpipe.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Pin;
import io.pinpipe.PublishException;
import io.pinpipe.Publisher;
import io.pinpipe.Receipt;
import io.pinpipe.testkit.servers.ChildProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Responses meant to exhaust memory or time. */
class HostileAnswersTest {

    private static final String SMALL_HEAP = "-Xmx64m";
    private static final Duration WAIT = Duration.ofMinutes(2);

    /** Sends many records at once, each in its own request, and prints the outcome of each. */
    static final class Sender {
        public static void main(String[] args) {
            try (Publisher publisher = builder(URI.create(args[0]))
                    .requestsInFlight(Integer.parseInt(args[1]))
                    .batchRecords(1)
                    .build()) {
                List<CompletableFuture<Receipt>> sent = LongStream.range(0, Integer.parseInt(args[1]))
                        .mapToObj(index -> publisher.send(pin(index)))
                        .toList();
                String outcomes = sent.stream().map(HostileAnswersTest::outcome).collect(Collectors.joining(" "));
                ChildProcess.serve(outcomes, publisher);
            }
        }
    }

    @Test
    void answersWithoutEndFillNoMemory(@TempDir Path folder) {
        try (KinesisWire wire = new KinesisWire(call -> call.replyWithoutEnd("{\"Records\":[{\"ShardId\":\"s\"},"));
                ChildProcess sender = ChildProcess.of(Sender.class)
                        .jvmOptions(SMALL_HEAP, "-XX:+ExitOnOutOfMemoryError", "-Daws.cborEnabled=false")
                        .arguments(wire.endpoint().toString(), "8")
                        .errors(folder.resolve("errors"))
                        .readyWithin(WAIT)
                        .start()) {
            assertThat(sender.readiness().split(" ")).hasSize(8).containsOnly("PROTOCOL,maybeStored");
        }
    }

    @Test
    void anAnswerWithoutEndIsNamedAsWhatItIs() {
        try (KinesisWire wire = new KinesisWire(call -> call.replyWithoutEnd(" "));
                Publisher publisher = builder(wire.endpoint()).build()) {
            assertThat(publisher.send(pin(1)))
                    .failsWithin(WAIT)
                    .withThrowableOfType(Exception.class)
                    .withMessageContaining("returned more than 524288 bytes");
        }
    }

    @Test
    void anAnswerOfDistinctNamesIsReadInTime() {
        String answer = IntStream.range(0, 35_000)
                .mapToObj(i -> "\"n" + i * 7_919 + "\":0")
                .collect(Collectors.joining(",", "{", "}"));
        assertThat(answer.length()).isBetween(400_000, BoundedHttpClient.ANSWER_BYTES_MAX);

        assertThat(outcomeOf(answer)).isEqualTo("PROTOCOL,maybeStored");
    }

    @Test
    void anAnswerOfTwoHundredThousandDistinctNamesIsNotRead() {
        String answer = IntStream.range(0, 200_000)
                .mapToObj(i -> "\"n" + i * 7_919 + "\":0")
                .collect(Collectors.joining(",", "{\"Records\":[{", "}]}"));

        assertThat(outcomeOf(answer)).isEqualTo("PROTOCOL,maybeStored");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"__type\":\"InternalFailure\",\"Records\":[{\"SequenceNumber\":\"1\",\"ShardId\":\"s\"}]}",
                "{\"Records\":[{\"SequenceNumber\":\"1\",\"ShardId\":\"___\"}],\"___type\":0,\"message\":\"no\"}",
                "{\"Records\":[{\"SequenceNumber\":true,\"ShardId\":\"s\"}]}",
                "{\"Records\":[{\"SequenceNumber\":\"not 1\",\"ShardId\":\"s\"}]}",
            })
    void aSuccessThatNamesAnErrorOrNoNumberIsNone(String answer) {
        assertThat(outcomeOf(answer)).isEqualTo("PROTOCOL,maybeStored");
    }

    private static String outcomeOf(String answer) {
        try (KinesisWire wire = new KinesisWire(call -> call.reply(200, answer));
                Publisher publisher = builder(wire.endpoint())
                        .requestTimeout(Duration.ofSeconds(10))
                        .deliveryTimeout(Duration.ofSeconds(30))
                        .build()) {
            return outcome(publisher.send(pin(1)));
        }
    }

    private static String outcome(CompletableFuture<Receipt> future) {
        return future.orTimeout(WAIT.toMillis(), TimeUnit.MILLISECONDS)
                .handle((receipt, thrown) -> thrown instanceof PublishException failure
                        ? failure.reason() + (failure.maybeStored() ? ",maybeStored" : "")
                        : String.valueOf(thrown))
                .join();
    }

    private static KinesisPublisher.Builder builder(URI endpoint) {
        return KinesisPublisher.builder("us-east-1")
                .endpoint(endpoint)
                .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")))
                .userId("u");
    }

    private static Pin pin(long index) {
        return new Pin(index, "id", "t", "d", "p", "1k", "a", "image", "i", 1, "s", "art");
    }
}

package io.pinpipe.rest;

import static io.pinpipe.rest.Batches.user;
import static io.pinpipe.rest.Endings.failure;
import static io.pinpipe.rest.Endings.receipt;
import static io.pinpipe.rest.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinpipe.Destinations;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import io.pinpipe.json.PostJson;
import io.pinpipe.rest.KinesisGatewayPublisher.Form;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KinesisGatewayPublisherTest {

    private static final String STORED = "{\"SequenceNumber\":\"4959\",\"ShardId\":\"shardId-0\"}";

    @AutoClose
    private final ScriptedServer server = ScriptedServer.start();

    @Test
    void aRecordThatFailedInsideA200NeverYieldsAReceiptAndItAloneIsSentAgain() {
        String failed = "{\"ErrorCode\":\"InternalFailure\",\"ErrorMessage\":\"Internal service failure.\"}";
        server.then(answer(200, "{\"FailedRecordCount\":1,\"Records\":[" + STORED + "," + failed + "]}"))
                .then(answer(200, "{\"FailedRecordCount\":0,\"Records\":[" + STORED + "]}"));

        try (Publisher publisher =
                builder().batchRecords(2).linger(Duration.ofMinutes(1)).build()) {
            CompletableFuture<Receipt> first = publisher.send(user(1));
            CompletableFuture<Receipt> second = publisher.send(user(2));

            assertThat(receipt(first).attempts()).isEqualTo(1);
            assertThat(receipt(second)).satisfies(receipt -> {
                assertThat(receipt.attempts()).isEqualTo(2);
                assertThat(receipt.maybeDuplicated()).isTrue();
                assertThat(receipt.partition()).isEqualTo("shardId-0");
                assertThat(receipt.position()).isEqualTo("4959");
            });
        }
        assertThat(server.requests().get(1).text())
                .contains("\"partition-key\":\"2\"")
                .doesNotContain("\"partition-key\":\"1\"");
    }

    @Test
    void theFormRecordSendsOneRecordARequest() {
        server.then(answer(200, STORED));

        try (Publisher publisher = builder().form(Form.RECORD).build()) {
            for (int i = 0; i < 5; i++) {
                receipt(publisher.send(user(i)));
            }
        }

        assertThat(server.requests()).hasSize(5);
    }

    @Test
    void aMissingStreamIsOneSentenceThatNamesItAndWhatToDo() {
        server.then(answer(200, "{\"__type\":\"ResourceNotFoundException\",\"message\":\"Stream x not found\"}"));

        try (Publisher publisher = builder().build()) {
            assertThat(failure(publisher.send(user(1))))
                    .hasMessage("the message with key 1 to 'streaming-" + Batches.USER_ID
                            + "-user' failed, NOT_FOUND: Kinesis behind "
                            + server.authority() + " returned ResourceNotFoundException, 'Stream x not found': create"
                            + " the stream, or correct its name or the region");
        }
    }

    @Test
    void aRecordWhoseDataAndKeyAreAsLargeAsTheStreamTakesPasses() {
        server.then(answer(200, "{\"FailedRecordCount\":0,\"Records\":[" + STORED + "]}"));
        int bytes = PostJson.encode(user(1)).length + "1".length();

        try (Publisher publisher = builder().recordBytes(bytes).build()) {
            assertThat(receipt(publisher.send(user(1))).position()).isEqualTo("4959");
        }
    }

    @Test
    void aRecordWhoseDataAndKeyAreLargerThanTheStreamTakesFailsUnsent() {
        int bytes = PostJson.encode(user(1)).length + "1".length();

        try (Publisher publisher = builder().recordBytes(bytes - 1).build()) {
            assertThat(failure(publisher.send(user(1))).reason()).isEqualTo(Reason.TOO_LARGE);
        }
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"kinesis+http, http", "KINESIS+HTTP, http"})
    void aPublisherIsOpenedByAddressWithOptionsByName(String scheme) {
        URI target = URI.create(scheme + "://" + server.authority() + "/test");
        server.then(answer(200, STORED));

        try (Publisher publisher = Publisher.open(target, Map.of("userId", "u", "form", "record", "apiKey", "k-1"))) {
            assertThat(publisher).isInstanceOf(KinesisGatewayPublisher.class);
            receipt(publisher.send(user(1)));
        }

        assertThat(server.onlyRequest().line()).isEqualTo("PUT /test/streams/streaming-u-user/record HTTP/1.1");
        assertThat(server.onlyRequest().headers()).containsEntry("x-api-key", "k-1");
    }

    @Test
    void theSharedStreamIsTheDestinationOfAllKinds() {
        try (Publisher publisher = Publisher.open(
                URI.create("kinesis+https://host/prod"),
                Map.of("userId", "u", "sharedStream", "Kinesis-Prod-Stream"))) {
            assertThat(publisher).hasToString("KinesisGatewayPublisher[Kinesis-Prod-Stream]");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://host/test/streams, write https://host/test",
        "https://host/test/streams/, write https://host/test",
        "https://host/test/streams/streaming-u-pin/records, write https://host/test",
        "https://me:pw@host/test, must not contain a user name or password",
        "ftp://host/test, must begin with http:// or https://",
    })
    void aBaseAddressThatCannotBeRightIsRefusedWithAdvice(String base, String advice) {
        assertThatThrownBy(() -> KinesisGatewayPublisher.builder(URI.create(base))
                        .userId("u")
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(advice);
    }

    @Test
    void whatKinesisOrTheGatewayCannotTakeIsRefused() {
        KinesisGatewayPublisher.Builder builder = builder()
                .batchRecords(KinesisGatewayPublisher.KINESIS_RECORDS + 1)
                .recordBytes(KinesisGatewayPublisher.KINESIS_RECORD_BYTES + 1)
                .batchBytes(HttpPublisherBuilder.API_GATEWAY_REQUEST_BYTES + 1);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "batchRecords must be at most 500",
                        "recordBytes must be at most 10485760",
                        "batchBytes must be at most 10485760");
    }

    @Test
    void allThatKinesisAndTheGatewayTakeIsAllowed() {
        KinesisGatewayPublisher.Builder builder = builder()
                .batchRecords(KinesisGatewayPublisher.KINESIS_RECORDS)
                .recordBytes(KinesisGatewayPublisher.KINESIS_RECORD_BYTES)
                .batchBytes(HttpPublisherBuilder.API_GATEWAY_REQUEST_BYTES);

        assertThatCode(() -> builder.build().close()).doesNotThrowAnyException();
    }

    @Test
    void manyRecordsARequestContradictTheFormRecord() {
        assertThatThrownBy(() -> builder().form(Form.RECORD).batchRecords(2).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the form RECORD carries one record per request");
    }

    @Test
    void aSharedStreamWithoutAUserIsRefused() {
        assertThatThrownBy(() -> KinesisGatewayPublisher.builder(URI.create("https://host"))
                        .destinations(Destinations.shared("s"))
                        .sharedStream("s")
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sharedStream needs userId");
    }

    @Test
    void aUserThatMakesNoPartitionKeyIsRefused() {
        assertThatThrownBy(() -> KinesisGatewayPublisher.builder(URI.create("https://host"))
                        .userId("a\"b")
                        .sharedStream("s")
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("userId is invalid");
    }

    @Test
    void aStreamNameLongerThanKinesisAllowsIsRefused() {
        assertThatThrownBy(() -> KinesisGatewayPublisher.builder(URI.create("https://host"))
                        .userId("u".repeat(120))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longer than 128 characters");
    }

    private KinesisGatewayPublisher.Builder builder() {
        return KinesisGatewayPublisher.builder(server.base())
                .userId(Batches.USER_ID)
                .backoff(Duration.ofMillis(1));
    }
}

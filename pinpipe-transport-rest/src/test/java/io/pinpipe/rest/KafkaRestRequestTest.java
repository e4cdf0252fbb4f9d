package io.pinpipe.rest;

import static io.pinpipe.rest.Batches.attempt;
import static io.pinpipe.rest.Batches.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Message;
import io.pinpipe.testkit.servers.RawConnection.Request;
import io.pinpipe.transport.BatchTransport.Batch;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaRestRequestTest {

    @AutoClose
    private final ScriptedServer server = ScriptedServer.start().then(ScriptedServer.offsets());

    @AutoClose
    private final HttpTransport transport =
            transport(KafkaRestPublisher.builder(server.base()).key(KafkaRestPublisher.Key.NUMBER));

    @Test
    void recordsStandInTheBodyWithNumbersForKeysAndTheirOwnBytesForValues() {
        String pin = "{\"index\":7528,\"title\":\"caf\u00e9 \ud83e\udd0d \\\"quoted\\\"\"}";

        attempt(transport, Batches.of(message(7528, pin), message(0, "{}"), message(-3, "{\"ind\":-3}")));

        assertThat(server.onlyRequest().text())
                .isEqualTo("{\"records\":[{\"key\":7528,\"value\":" + pin
                        + "},{\"key\":0,\"value\":{}},{\"key\":-3,\"value\":{\"ind\":-3}}]}");
    }

    @Test
    void theContentTypeIsExactWithoutACharset() {
        attempt(transport, Batches.records(1));

        assertThat(server.onlyRequest().headers()).containsEntry("Content-Type", "application/vnd.kafka.json.v2+json");
    }

    @Test
    void theAcceptHeaderAsksForTheV2Answer() {
        attempt(transport, Batches.records(1));

        assertThat(server.onlyRequest().headers())
                .containsEntry("Accept", "application/vnd.kafka.v2+json, application/json");
    }

    @Test
    void theLengthIsSentAndNothingIsChunked() {
        attempt(transport, Batches.records(3));

        Request request = server.onlyRequest();
        assertThat(request.headers())
                .containsEntry("Content-Length", String.valueOf(request.body().length))
                .doesNotContainKey("Transfer-Encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/test", "/test/", "/a/b", "/a/b//"})
    void theTopicsPathIsAppendedToAnyBase(String path) {
        try (HttpTransport transport = transport(KafkaRestPublisher.builder(URI.create(server.base() + path)))) {
            attempt(transport, Batches.records(1));
        }

        String expected = path.replaceAll("/+$", "");
        assertThat(server.onlyRequest().line())
                .isEqualTo("POST " + expected + "/topics/" + Batches.TOPIC + " HTTP/1.1");
    }

    @Test
    void theUsersHeadersAreSentWithEveryRequest() {
        KafkaRestPublisher.Builder builder =
                KafkaRestPublisher.builder(server.base()).apiKey("k-123").headers(Map.of("Authorization", "Basic abc"));
        try (HttpTransport transport = transport(builder)) {
            attempt(transport, Batches.records(1));
        }

        assertThat(server.onlyRequest().headers())
                .containsEntry("x-api-key", "k-123")
                .containsEntry("Authorization", "Basic abc");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 10, 500})
    void whatMessagesCountForIsNeverLessThanTheBodyTheyMake(int records) {
        List<Message> messages = LongStream.range(0, records)
                .mapToObj(i -> message(i * 7_919 - 1_000, "{\"a\":\"" + "x".repeat((int) i % 97) + "\"}"))
                .toList();

        attempt(transport, new Batch(Batches.TOPIC, messages));

        long counted = messages.stream()
                .mapToLong(message -> transport.recordBytes(message) + transport.framingBytes(message))
                .sum();
        assertThat(counted).isGreaterThanOrEqualTo(server.onlyRequest().body().length);
    }

    @Test
    void aMessageAloneCountsForExactlyTheBodyItMakes() {
        Message message = message(7528, "{\"ind\":7528}");

        attempt(transport, Batches.of(message));

        assertThat(transport.recordBytes(message) + transport.framingBytes(message))
                .isEqualTo(server.onlyRequest().body().length);
    }

    @Test
    void aRecordCountsForItsValueAlone() {
        assertThat(transport.recordBytes(message(7528, "{\"ind\":7528}"))).isEqualTo("{\"ind\":7528}".length());
    }

    private static HttpTransport transport(KafkaRestPublisher.Builder builder) {
        builder.userId(Batches.USER_ID);
        return builder.transport(builder.proxy());
    }
}

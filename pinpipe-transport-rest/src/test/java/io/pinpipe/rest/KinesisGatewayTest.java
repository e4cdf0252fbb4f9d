package io.pinpipe.rest;

import static io.pinpipe.rest.Batches.message;
import static io.pinpipe.rest.Batches.records;
import static io.pinpipe.rest.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinpipe.Message;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.rest.KinesisGatewayPublisher.Form;
import io.pinpipe.transport.BatchTransport.Batch;
import io.pinpipe.transport.Outcome;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KinesisGatewayTest {

    private static final String STREAM = "streaming-" + Batches.USER_ID + "-user";
    private static final String STORED = "{\"SequenceNumber\":\"4959\",\"ShardId\":\"shardId-000000000001\"}";
    private static final Outcome SHARD_1 = Outcome.stored("shardId-000000000001", "4959");

    @AutoClose
    private final ScriptedServer server = ScriptedServer.start();

    @Test
    void recordsCarryTheirJsonAsAStringUnderTheIndexAsKey() throws IOException {
        String pin = "{\"index\":7528,\"title\":\"caf\u00e9 \ud83e\udd0d \\\"x\\\" \\n \\\\\"}";
        server.then(answer(200, results(STORED, STORED)));

        attempt(Form.RECORDS, Batches.of(message(7528, pin), message(0, "{}")));

        assertThat(server.onlyRequest().line()).isEqualTo("PUT /test/streams/" + STREAM + "/records HTTP/1.1");
        assertThat(server.onlyRequest().text())
                .isEqualTo("{\"records\":[{\"data\":\"{\\\"index\\\":7528,\\\"title\\\":\\\"caf\u00e9 \ud83e\udd0d"
                        + " \\\\\\\"x\\\\\\\" \\\\n \\\\\\\\\\\"}\",\"partition-key\":\"7528\"},"
                        + "{\"data\":\"{}\",\"partition-key\":\"0\"}]}");
        JsonNode body = new ObjectMapper().readTree(server.onlyRequest().text());
        assertThat(body.at("/records/0/data").asText()).isEqualTo(pin);
    }

    @Test
    void aRecordCarriesItsJsonAsItIsUnderTheIndexAsKey() {
        server.then(answer(200, STORED));

        attempt(Form.RECORD, Batches.of(message(7528, "{\"ind\":7528}")));

        assertThat(server.onlyRequest().line()).isEqualTo("PUT /test/streams/" + STREAM + "/record HTTP/1.1");
        assertThat(server.onlyRequest().text())
                .isEqualTo("{\"StreamName\":\"" + STREAM + "\",\"Data\":{\"ind\":7528},\"PartitionKey\":\"7528\"}");
    }

    @ParameterizedTest
    @EnumSource
    void theContentTypeIsPlainJson(Form form) {
        server.then(answer(200, "{}"));

        attempt(form, records(1));

        assertThat(server.onlyRequest().headers())
                .containsEntry("Content-Type", "application/json")
                .containsEntry("Accept", "application/json");
    }

    @Test
    void onASharedStreamTheKeyIsTheUserAndTheKind() {
        server.then(answer(200, results(STORED)));
        KinesisGatewayPublisher.Builder builder = builder(Form.RECORDS).sharedStream("Kinesis-Prod-Stream");

        try (Publisher publisher = builder.build()) {
            publisher.send(Batches.user(7528)).join();
        }

        assertThat(server.onlyRequest().line()).isEqualTo("PUT /test/streams/Kinesis-Prod-Stream/records HTTP/1.1");
        assertThat(server.onlyRequest().text()).contains("\"partition-key\":\"" + Batches.USER_ID + "-user\"");
    }

    @Test
    void eachRecordHasTheShardAndSequenceNumberOfItsOwnResult() {
        server.then(answer(200, results("{\"SequenceNumber\":\"1\",\"ShardId\":\"shardId-0\"}", STORED)));

        assertThat(attempt(Form.RECORDS, records(2))).containsExactly(Outcome.stored("shardId-0", "1"), SHARD_1);
    }

    @Test
    void theOneRecordHasItsShardAndSequenceNumber() {
        server.then(answer(200, STORED));

        assertThat(attempt(Form.RECORD, records(1))).containsExactly(SHARD_1);
    }

    @Test
    void aRecordThatFailedInsideA200IsRefusedAndItsSiblingsAreStored() {
        String failed = "{\"ErrorCode\":\"ProvisionedThroughputExceededException\",\"ErrorMessage\":\"Rate exceeded\"}";
        server.then(answer(200, results(STORED, failed, STORED)));

        List<Outcome> outcomes = attempt(Form.RECORDS, records(3));

        assertThat(outcomes.get(0)).isEqualTo(SHARD_1);
        assertThat(outcomes.get(1)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.THROTTLED);
            assertThat(refused.retriable()).isTrue();
            assertThat(refused.detail())
                    .startsWith("Kinesis behind " + server.authority()
                            + " returned ProvisionedThroughputExceededException, 'Rate exceeded'");
        });
        assertThat(outcomes.get(2)).isEqualTo(SHARD_1);
    }

    @ParameterizedTest
    @CsvSource({
        "ResourceNotFoundException, NOT_FOUND, false",
        "ProvisionedThroughputExceededException, THROTTLED, true",
        "InternalFailure, UNAVAILABLE, true",
        "AccessDeniedException, FORBIDDEN, false",
        "ValidationException, INVALID, false",
        "com.amazonaws.kinesis.v20131202#ResourceNotFoundException, NOT_FOUND, false",
    })
    void anErrorOfKinesisUnderA200IsReadAsTheErrorThatItIs(String type, Reason reason, boolean retriable) {
        server.then(answer(200, "{\"__type\":\"" + type + "\",\"message\":\"it says\"}"));

        for (Form form : Form.values()) {
            assertThat(attempt(form, records(1)))
                    .singleElement()
                    .isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                        assertThat(refused.reason()).isEqualTo(reason);
                        assertThat(refused.retriable()).isEqualTo(retriable);
                        assertThat(refused.detail()).contains("'it says'");
                    });
        }
    }

    @Test
    void anErrorOfKinesisUnderItsOwnStatusIsReadTheSameWay() {
        server.then(answer(400, "{\"__type\":\"ProvisionedThroughputExceededException\",\"Message\":\"slow down\"}"));

        assertThat(refusal(Form.RECORDS).reason()).isEqualTo(Reason.THROTTLED);
    }

    @Test
    void aBatchThatKinesisFindsTooLargeIsToBeSplit() {
        server.then(answer(
                200, "{\"__type\":\"InvalidArgumentException\",\"message\":\"Records size exceeds 5 MB limit\"}"));

        Outcome.Refused refused = refusal(Form.RECORDS);

        assertThat(refused.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(refused.retriable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"\"",
                "{}",
                "[]",
                "{\"message\":\"OK\"}",
                "{\"ShardId\":\"shardId-0\"}",
                "{\"SequenceNumber\":\"\"}",
                "{\"SequenceNumber\":\"  \"}",
                "{\"SequenceNumber\":null,\"ShardId\":\"shardId-0\"}",
                "{\"FailedRecordCount\":0,\"Records\":null}",
                "{\"FailedRecordCount\":0}",
                "<html>hello</html>",
            })
    void a200WithoutASequenceNumberIsAProtocolError(String body) {
        server.then(answer(200, body));

        for (Form form : Form.values()) {
            Outcome.Refused refused = refusal(form);
            assertThat(refused.reason()).isEqualTo(Reason.PROTOCOL);
            assertThat(refused.maybeStored()).isTrue();
            assertThat(refused.detail()).contains("sequence number");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void aWrongNumberOfResultsIsAProtocolErrorForEveryRecord(int results) {
        server.then(answer(
                200, results(IntStream.range(0, results).mapToObj(i -> STORED).toArray(String[]::new))));

        assertThat(attempt(Form.RECORDS, records(2)))
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Outcome.Refused.class,
                                refused -> assertThat(refused.reason()).isEqualTo(Reason.PROTOCOL)));
    }

    @Test
    void aResultWithoutASequenceNumberIsNoSuccessAndItsSiblingIs() {
        server.then(answer(200, results("{\"ShardId\":\"shardId-0\"}", STORED)));

        List<Outcome> outcomes = attempt(Form.RECORDS, records(2));

        assertThat(outcomes.get(0))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.PROTOCOL));
        assertThat(outcomes.get(1)).isEqualTo(SHARD_1);
    }

    @Test
    void aWrongPathIsNotFoundWithTheHint() {
        server.then(answer(403, "{\"message\":\"Missing Authentication Token\"}"));

        Outcome.Refused refused = refusal(Form.RECORDS);

        assertThat(refused.reason()).isEqualTo(Reason.NOT_FOUND);
        assertThat(refused.detail())
                .contains("PUT /test/streams/" + STREAM + "/records", "wrong path, method or stage");
    }

    @ParameterizedTest
    @EnumSource
    void aMessageAloneCountsForExactlyTheBodyItMakes(Form form) {
        server.then(answer(200, "{}"));
        Message message = message(STREAM, -7528, "{\"title\":\"\\\"a\\\" \ud83e\udd0d\"}");
        KinesisGatewayPublisher.Builder builder = builder(form);

        try (HttpTransport transport = builder.transport(builder.gateway())) {
            Batches.attempt(transport, new Batch(STREAM, List.of(message)));

            assertThat(transport.recordBytes(message) + transport.framingBytes(message))
                    .isEqualTo(server.onlyRequest().body().length);
        }
    }

    @Test
    void messagesTogetherCountForNoLessThanTheBodyTheyMake() {
        server.then(answer(200, "{}"));
        Batch batch = Batches.to(STREAM, records(500));
        KinesisGatewayPublisher.Builder builder = builder(Form.RECORDS);

        try (HttpTransport transport = builder.transport(builder.gateway())) {
            Batches.attempt(transport, batch);

            assertThat(batch.messages().stream()
                            .mapToInt(message -> transport.recordBytes(message) + transport.framingBytes(message))
                            .sum())
                    .isGreaterThanOrEqualTo(server.onlyRequest().body().length);
        }
    }

    @Test
    void aRecordCountsForItsDataAndItsKey() {
        KinesisGatewayPublisher.Builder builder = builder(Form.RECORDS);

        try (HttpTransport transport = builder.transport(builder.gateway())) {
            assertThat(transport.recordBytes(message(7528, "{\"ind\":7528}"))).isEqualTo(12 + 4);
        }
    }

    private KinesisGatewayPublisher.Builder builder(Form form) {
        return KinesisGatewayPublisher.builder(URI.create(server.base() + "/test"))
                .userId(Batches.USER_ID)
                .form(form);
    }

    private List<Outcome> attempt(Form form, Batch batch) {
        KinesisGatewayPublisher.Builder builder = builder(form);
        try (HttpTransport transport = builder.transport(builder.gateway())) {
            return Batches.attempt(transport, Batches.to(STREAM, batch));
        }
    }

    private Outcome.Refused refusal(Form form) {
        return (Outcome.Refused) attempt(form, records(1)).get(0);
    }

    private static String results(String... records) {
        return "{\"FailedRecordCount\":0,\"Records\":[" + String.join(",", records) + "]}";
    }
}

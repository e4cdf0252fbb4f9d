package io.pinpipe.rest;

import static io.pinpipe.rest.Batches.message;
import static io.pinpipe.rest.Batches.user;
import static io.pinpipe.rest.Endings.failure;
import static io.pinpipe.rest.Endings.receipt;
import static io.pinpipe.rest.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Message;
import io.pinpipe.PublishException;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import io.pinpipe.transport.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The format in which keys are sent, and how the format that a proxy accepts is detected. */
class RestKeysTest {

    private static final String KEY_REFUSED = "{\"error_code\":400,\"message\":\"Validation error on: Schema"
            + " validation error\",\"validation_errors\":[\"Property \\\"records\\\" does not match schema\",\"Items"
            + " did not match schema\",\"Property \\\"key\\\" does not match schema\",\"Instance type number is"
            + " invalid. Expected object, string\"]}";

    /** Like Strimzi's bridge. */
    private static final ScriptedServer.Step STRIMZI = (request, connection) -> {
        boolean number = request.text().matches(".*\"key\":-?\\d.*");
        return (number ? answer(400, KEY_REFUSED) : ScriptedServer.offsets()).play(request, connection);
    };

    private final ScriptedServer server = ScriptedServer.start();
    private final List<Publisher> opened = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        opened.forEach(Publisher::close);
        server.close();
    }

    @Test
    void aProxyThatRefusesNumbersGetsTextsAndTheEventKnowsOfOneAttempt() {
        server.then(STRIMZI);
        Publisher publisher = open(builder());

        Receipt receipt = receipt(publisher.send(user(7)));

        assertThat(receipt.attempts()).isEqualTo(1);
        assertThat(receipt.maybeDuplicated()).isFalse();
        assertThat(server.requests())
                .extracting(request -> request.text().replaceAll(",\"value\".*", ""))
                .containsExactly("{\"records\":[{\"key\":7", "{\"records\":[{\"key\":\"7\"");
    }

    @Test
    void onceAProxyHasTakenATextNoNumberIsSentToIt() {
        server.then(STRIMZI);
        Publisher publisher = open(builder());
        receipt(publisher.send(user(7)));

        receipt(publisher.send(user(8)));

        assertThat(server.requests()).hasSize(3);
        assertThat(server.requests().get(2).text()).contains("\"key\":\"8\"");
    }

    @Test
    void aRefusalOfTheKeyAfterRecordsWereStoredIsNoReasonForAnotherForm() {
        server.then(ScriptedServer.offsets()).then(answer(400, KEY_REFUSED));
        Publisher publisher = open(builder());
        receipt(publisher.send(user(7)));

        assertThat(failure(publisher.send(user(8))).reason()).isEqualTo(Reason.REJECTED);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aStoredRecordWithATextKeyProvesNothingAboutNumbers() {
        server.then(STRIMZI);
        Publisher publisher = open(builder());
        receipt(publisher.send(Message.of(Batches.TOPIC, "customer", "{}".getBytes(StandardCharsets.UTF_8))));

        Receipt receipt = receipt(publisher.send(user(7)));

        assertThat(receipt.attempts()).isEqualTo(1);
    }

    @Test
    void aProxyThatRefusesTextsTooIsReportedAsItIs() {
        server.then(answer(400, KEY_REFUSED));
        Publisher publisher = open(builder());

        PublishException failure = failure(publisher.send(user(7)));

        assertThat(failure.reason()).isEqualTo(Reason.REJECTED);
        assertThat(failure.maybeStored()).isFalse();
        assertThat(server.requests()).hasSize(2);
        failure(publisher.send(user(8)));
        assertThat(server.requests().get(2).text()).contains("\"key\":8");
    }

    @Test
    void aRefusalThatDoesNotNameTheKeyIsNoReasonForAnotherForm() {
        server.then(answer(400, "{\"error_code\":400,\"message\":\"Bad Request\"}"));

        assertThat(failure(open(builder()).send(user(7))).reason()).isEqualTo(Reason.REJECTED);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aNumberThatWasAskedForStaysOneAndTheFailureNamesWhatTheProxyDoesNotTake() {
        server.then(STRIMZI);
        Publisher publisher = open(builder().key(KafkaRestPublisher.Key.NUMBER));

        assertThat(failure(publisher.send(user(7))))
                .hasMessageContaining("Property \"key\" does not match schema; Instance type number is invalid")
                .hasMessageContaining("key=text");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aTextThatWasAskedForIsSentAtOnce() {
        server.then(STRIMZI);
        Publisher publisher = open(builder().key(KafkaRestPublisher.Key.TEXT));

        receipt(publisher.send(user(-7)));

        assertThat(server.onlyRequest().text()).startsWith("{\"records\":[{\"key\":\"-7\",\"value\":{");
    }

    @Test
    void noKeyIsSentWhereNoneIsWanted() {
        server.then(ScriptedServer.offsets());
        Publisher publisher = open(builder().key(KafkaRestPublisher.Key.NONE));

        receipt(publisher.send(user(7)));

        assertThat(server.onlyRequest().text())
                .startsWith("{\"records\":[{\"value\":{")
                .doesNotContain("key");
    }

    @Test
    void indexZeroIsATextForKarapaceWhichStoresTheNumberAsNoBytes() {
        server.then(answer(422, "{\"error_code\":422,\"message\":\"Invalid request format\"}"))
                .then(ScriptedServer.offsets());
        Publisher publisher = open(builder().batchRecords(2).linger(Duration.ofMinutes(1)));

        List<CompletableFuture<Receipt>> sent = List.of(publisher.send(user(0)), publisher.send(user(1)));

        assertThat(sent)
                .allSatisfy(future -> assertThat(receipt(future).attempts()).isEqualTo(1));
        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().get(0).text()).isEqualTo("{\"records\":[]}");
        assertThat(server.requests().get(1).text()).contains("\"key\":\"0\"", "\"key\":1,");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"error_code\":422,\"message\":\"records may not be empty\"}", "{\"offsets\":[]}", "<html>"})
    void indexZeroIsANumberForOtherProxiesWhichAreAskedOnce(String reply) {
        server.then(answer(reply.contains("422") ? 422 : 200, reply)).then(ScriptedServer.offsets());
        Publisher publisher = open(builder());

        receipt(publisher.send(user(0)));
        receipt(publisher.send(user(0)));

        assertThat(server.requests()).hasSize(3);
        assertThat(server.requests().get(1).text()).contains("\"key\":0,");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 429, 500, 503})
    void whatIsWrongWithTheQuestionIsWrongWithTheBatchAndNothingIsStored(int status) throws IOException {
        server.then(answer(status, "{\"message\":\"no\"}"));
        KafkaRestPublisher.Builder builder = builder();
        try (HttpTransport transport = builder.transport(builder.proxy())) {
            List<Outcome> outcomes = Batches.attempt(transport, Batches.of(message(0, "{}"), message(1, "{}")));

            assertThat(outcomes)
                    .hasSize(2)
                    .allSatisfy(outcome -> assertThat(outcome)
                            .isInstanceOfSatisfying(
                                    Outcome.Refused.class,
                                    refused -> assertThat(refused.maybeStored()).isFalse()));
        }
    }

    @Test
    void aQuestionWithoutAnAnswerHasStoredNothing() {
        server.then(ScriptedServer.readThenCut()).then(ScriptedServer.offsets());

        Receipt receipt = receipt(open(builder()).send(user(0)));

        assertThat(receipt.attempts()).isEqualTo(2);
        assertThat(receipt.maybeDuplicated()).isFalse();
    }

    @Test
    void aRecordIsCountedWithTheLongestFormThatItsKeyMayHave() {
        KafkaRestPublisher.Builder builder = builder();
        try (HttpTransport transport = builder.transport(builder.proxy())) {
            assertThat(transport.recordBytes(message(7528, "{}")) + transport.framingBytes(message(7528, "{}")))
                    .isEqualTo("{\"records\":[{\"key\":\"7528\",\"value\":{}}]}".length());
        }
    }

    private KafkaRestPublisher.Builder builder() {
        return KafkaRestPublisher.builder(server.base()).userId(Batches.USER_ID).backoff(Duration.ofMillis(1));
    }

    private Publisher open(KafkaRestPublisher.Builder builder) {
        Publisher publisher = builder.build();
        opened.add(publisher);
        return publisher;
    }
}

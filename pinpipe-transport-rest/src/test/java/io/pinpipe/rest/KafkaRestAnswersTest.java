package io.pinpipe.rest;

import static io.pinpipe.rest.Batches.attempt;
import static io.pinpipe.rest.Batches.records;
import static io.pinpipe.rest.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Reason;
import io.pinpipe.transport.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaRestAnswersTest {

    @AutoClose
    private final ScriptedServer server = ScriptedServer.start();

    private final KafkaRestPublisher.Builder builder =
            KafkaRestPublisher.builder(server.base()).userId(Batches.USER_ID);

    @AutoClose
    private final HttpTransport transport = builder.transport(builder.proxy());

    @Test
    void eachRecordHasThePartitionAndOffsetOfItsOwnEntry() {
        server.then(answer(
                200, "{\"offsets\":[{\"partition\":2,\"offset\":3},{\"partition\":0,\"offset\":9007199254740993}]}"));

        assertThat(attempt(transport, records(2)))
                .containsExactly(Outcome.stored("2", "3"), Outcome.stored("0", "9007199254740993"));
    }

    @Test
    void aRecordThatFailedInsideA200IsRefusedAndItsSiblingsAreStored() {
        server.then(
                answer(200, Offsets.of(Offsets.stored(0), Offsets.failed(50003, "Broker is gone"), Offsets.stored(1))));

        List<Outcome> outcomes = attempt(transport, records(3));

        assertThat(outcomes.get(0)).isEqualTo(Outcome.stored("0", "0"));
        assertThat(outcomes.get(1)).isInstanceOf(Outcome.Refused.class);
        assertThat(outcomes.get(2)).isEqualTo(Outcome.stored("0", "1"));
    }

    @ParameterizedTest
    @CsvSource({
        "50002, REJECTED, false, false",
        "50003, UNAVAILABLE, true, true",
        "1, REJECTED, false, true",
        "2, UNAVAILABLE, true, true",
        "40101, UNAUTHENTICATED, false, false",
        "40301, FORBIDDEN, false, false",
        "40401, NOT_FOUND, false, false",
        "40402, NOT_FOUND, false, false",
        "42203, INVALID, false, false",
        "429, THROTTLED, true, false",
        "50302, UNAVAILABLE, true, true",
    })
    void eachErrorCodeOfARecordHasItsReason(int code, Reason reason, boolean retriable, boolean maybeStored) {
        server.then(answer(200, Offsets.of(Offsets.failed(code, "it says"))));

        Outcome.Refused refused = Batches.refusal(transport);

        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.retriable()).isEqualTo(retriable);
        assertThat(refused.maybeStored()).isEqualTo(maybeStored);
        assertThat(refused.detail()).contains(server.authority(), "error code " + code, "'it says'");
    }

    @ParameterizedTest
    @CsvSource({
        "500, UNAVAILABLE, true, true",
        "503, UNAVAILABLE, true, true",
        "404, NOT_FOUND, false, false",
        "403, FORBIDDEN, false, false",
        "400, REJECTED, false, false",
        "413, TOO_LARGE, false, false",
    })
    void eachErrorCodeOfTheOtherDialectHasItsReason(int code, Reason reason, boolean retriable, boolean maybeStored) {
        server.then(answer(200, Offsets.of(Offsets.failedInOtherDialect(code, "it says"))));

        Outcome.Refused refused = Batches.refusal(transport);

        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.retriable()).isEqualTo(retriable);
        assertThat(refused.maybeStored()).isEqualTo(maybeStored);
        assertThat(refused.detail()).contains("'it says'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The message is 2097233 bytes when serialized which is larger than 1048576, which is the value of the"
                        + " max.request.size configuration.",
                "The request included a message larger than the max message size the server will accept.",
            })
    void aRecordThatIsTooLargeForTheBrokerIsTooLarge(String error) {
        server.then(answer(200, Offsets.of(Offsets.failed(50002, error))));

        Outcome.Refused refused = Batches.refusal(transport);

        assertThat(refused.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(refused.retriable()).isFalse();
    }

    @Test
    void aTopicThatTheProxyCannotFindIsNamedInTheAdvice() {
        server.then(answer(
                200,
                Offsets.of(
                        Offsets.failed(50003, "Topic " + Batches.TOPIC + " not present in metadata after 60000 ms."))));

        assertThat(Batches.refusal(transport).detail()).contains("create topic '" + Batches.TOPIC + "'");
    }

    @Test
    void anErrorCodeBesideAnOffsetIsAFailureAllTheSame() {
        server.then(
                answer(200, "{\"offsets\":[{\"partition\":0,\"offset\":7,\"error_code\":50002,\"error\":\"no\"}]}"));

        assertThat(Batches.refusal(transport).reason()).isEqualTo(Reason.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "7",
                "{\"partition\":0}",
                "{\"offset\":1}",
                "{\"partition\":0,\"offset\":null}",
                "{\"partition\":0,\"offset\":-1}",
                "{\"partition\":-1,\"offset\":1}",
                "{\"partition\":0,\"offset\":\"1\"}",
                "{\"partition\":0,\"offset\":1.5}",
                "{\"partition\":0,\"offset\":1,\"error_code\":\"50002\"}",
            })
    void anEntryWithoutAnOffsetIsNoSuccessAndItsSiblingIs(String entry) {
        server.then(answer(200, Offsets.of(entry, Offsets.stored(1))));

        List<Outcome> outcomes = attempt(transport, records(2));

        assertThat(outcomes.get(0)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.PROTOCOL);
            assertThat(refused.maybeStored()).isTrue();
        });
        assertThat(outcomes.get(1)).isEqualTo(Outcome.stored("0", "1"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void aWrongNumberOfOffsetsIsAProtocolErrorForEveryRecord(int offsets) {
        server.then(answer(200, Offsets.from(0, offsets)));

        assertThat(attempt(transport, records(2)))
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Reason.PROTOCOL);
                    assertThat(refused.detail()).contains(offsets + " offsets for 2 records");
                }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ok",
                "<html>Welcome</html>",
                "[]",
                "null",
                "{\"offsets\":[",
                "{\"offsets\":null}",
                "{\"offsets\":{}}",
                "{\"message\":\"hello\"}",
                "{\"offsets\":[{\"partition\":0,\"offset\":0}]} and more",
            })
    void a200WithoutOffsetsIsAProtocolError(String body) {
        server.then(answer(200, body));

        Outcome.Refused refused = Batches.refusal(transport);

        assertThat(refused.reason()).isEqualTo(Reason.PROTOCOL);
        assertThat(refused.retriable()).isFalse();
        assertThat(refused.maybeStored()).isTrue();
    }

    @Test
    void anAnswerThatNeverEndsIsReadToALimitAndIsAProtocolError() {
        server.then((request, connection) -> {
            connection.write("HTTP/1.1 200 OK\r\n\r\n");
            String blanks = " ".repeat(8192);
            while (true) {
                connection.write(blanks);
            }
        });

        assertThat(Batches.refusal(transport).reason()).isEqualTo(Reason.PROTOCOL);
    }

    /** In Karapace's format. */
    @ParameterizedTest
    @CsvSource({
        "'timed out waiting to publish message, producer buffer full', UNAVAILABLE, true, false",
        "timed out waiting to publish message, UNAVAILABLE, true, true",
        "Publish message cancelled, UNAVAILABLE, true, true",
        "Broker: Message size too large, TOO_LARGE, false, false",
        "Topic authorization failed, FORBIDDEN, false, false",
        "something unexpected, REJECTED, false, true",
    })
    void theOldFatalCodeIsCertainOnlyWithSomeMessages(
            String error, Reason reason, boolean retriable, boolean maybeStored) {
        server.then(answer(422, "{\"offsets\":[{\"error_code\":1,\"error\":\"" + error + "\"}]}"));

        Outcome.Refused refused = Batches.refusal(transport);

        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.retriable()).isEqualTo(retriable);
        assertThat(refused.maybeStored()).isEqualTo(maybeStored);
    }

    @Test
    void aSmallRecordThatKarapaceFailsTogetherWithALargeOneIsSentAgainInSmallerRequests() {
        String tooLarge = "{\"error_code\":1,\"error\":\"Broker: Message size too large\"}";
        server.then(answer(422, Offsets.of(tooLarge, tooLarge, "{\"partition\":0,\"offset\":5}")));

        List<Outcome> outcomes = attempt(transport, records(3));

        assertThat(outcomes.subList(0, 2))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Reason.TOO_LARGE);
                    assertThat(refused.retriable()).isTrue();
                    assertThat(refused.maybeStored()).isFalse();
                }));
        assertThat(outcomes.get(2)).isEqualTo(Outcome.stored("0", "5"));
    }

    @Test
    void aRecordThatIsTooLargeForTheBridgesProducerIsTooLarge() {
        String error =
                "The message is 2097233 bytes when serialized which is larger than 1048576, which is the value of"
                        + " the max.request.size configuration.";
        server.then(answer(200, Offsets.of(Offsets.failedInOtherDialect(500, error), Offsets.stored(4))));

        List<Outcome> outcomes = attempt(transport, records(2));

        assertThat(outcomes.get(0)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.TOO_LARGE);
            assertThat(refused.retriable()).isFalse();
            assertThat(refused.maybeStored()).isFalse();
        });
        assertThat(outcomes.get(1)).isEqualTo(Outcome.stored("0", "4"));
    }

    @ParameterizedTest
    @MethodSource("errorStatuses")
    void offsetsAreReadRecordByRecordWhateverTheStatus(int status) {
        server.then(answer(status, Offsets.of(Offsets.stored(5), Offsets.failed(50003, "try again"))));

        List<Outcome> outcomes = attempt(transport, records(2));

        assertThat(outcomes.get(0)).isEqualTo(Outcome.stored("0", "5"));
        assertThat(outcomes.get(1)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE);
            assertThat(refused.maybeStored()).isTrue();
        });
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("errorStatuses")
    void noStatusWithoutOffsetsIsASuccessAndOnlyThoseOfAServerThatFailedMayHaveStored(int status) {
        server.then(answer(status, "{\"error_code\":" + status + ",\"message\":\"it says\"}"));

        assertThat(attempt(transport, records(2)))
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Outcome.Refused.class,
                                refused ->
                                        assertThat(refused.maybeStored()).isEqualTo(status >= 500 || status == 408)));
        assertThat(server.requests()).hasSize(1);
    }

    static IntStream errorStatuses() {
        return IntStream.rangeClosed(400, 599).filter(status -> status != 407);
    }

    /** OkHttp throws for this status, and the body is lost. */
    @Test
    void theStatusOfAnHttpProxyIsNoSuccessAndMayHaveStored() {
        server.then(answer(407, Offsets.of(Offsets.stored(5))));

        Outcome.Refused refused = Batches.refusal(transport);

        assertThat(refused.reason()).isEqualTo(Reason.PROTOCOL);
        assertThat(refused.maybeStored()).isTrue();
        assertThat(refused.detail()).contains("returned 407 for POST");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aRefusalWithTheWrongNumberOfOffsetsMayHaveStoredEachRecord(int offsets) {
        server.then(answer(422, Offsets.from(0, offsets)));

        assertThat(attempt(transport, records(2)))
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Reason.PROTOCOL);
                    assertThat(refused.maybeStored()).isTrue();
                }));
    }

    @Test
    void minusOneIsNoOffsetUnderAnErrorStatusEither() {
        server.then(answer(422, "{\"offsets\":[{\"partition\":0,\"offset\":-1}]}"));

        Outcome.Refused refused = Batches.refusal(transport);

        assertThat(refused.reason()).isEqualTo(Reason.PROTOCOL);
        assertThat(refused.maybeStored()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 422 No\r\nContent-Length: 900\r\n\r\n{\"offsets\":[{\"partition\":0,\"off",
                "HTTP/1.1 422 No\r\n\r\n{\"offsets\":[{\"partition\":0,\"offset\":1}]",
            })
    void aRefusalWhoseBodyIsDamagedMayHaveStoredTheRecords(String response) {
        server.then(ScriptedServer.raw(response));

        Outcome.Refused refused = Batches.refusal(transport);

        assertThat(refused.reason()).isEqualTo(Reason.INVALID);
        assertThat(refused.maybeStored()).isTrue();
    }

    @Test
    void aProxyThatForbidsAfterItStoredIsTriedAgain() {
        server.then(ScriptedServer.offsets()).then(answer(403, "{\"message\":\"Forbidden\"}"));
        attempt(transport, records(1));

        Outcome.Refused refused = Batches.refusal(transport);

        assertThat(refused.reason()).isEqualTo(Reason.FORBIDDEN);
        assertThat(refused.retriable()).isTrue();
        assertThat(refused.maybeStored()).isFalse();
        assertThat(refused.detail()).contains("check that the proxy reaches its brokers");
    }

    @Test
    void aProxyThatForbidsFromTheStartIsNotTriedAgainAndTheAdviceNamesItsBrokersToo() {
        server.then(answer(403, "{\"message\":\"Forbidden\"}"));

        Outcome.Refused refused = Batches.refusal(transport);

        assertThat(refused.reason()).isEqualTo(Reason.FORBIDDEN);
        assertThat(refused.retriable()).isFalse();
        assertThat(refused.detail()).contains("correct the API key", "check that the proxy reaches its brokers");
    }

    @Test
    void anApiKeyThatIsWithdrawnIsNotTriedAgain() {
        server.then(ScriptedServer.offsets())
                .then(answer(403, Map.of("x-amzn-ErrorType", "ForbiddenException"), "{\"message\":\"Forbidden\"}"));
        attempt(transport, records(1));

        assertThat(Batches.refusal(transport).retriable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 422, 500})
    void hundredsOfThousandsOfFieldNamesAreReadInTime(int status) {
        String names = IntStream.range(0, 200_000)
                .mapToObj(i -> "\"" + Integer.toString(i, 36) + "\":1")
                .collect(Collectors.joining(","));
        server.then(answer(status, "{" + names + ",\"offsets\":[]}"));

        assertThat(transport.attempt(records(600)).toCompletableFuture())
                .succeedsWithin(Duration.ofSeconds(10))
                .satisfies(outcomes -> assertThat(outcomes)
                        .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Refused.class)));
    }

    @Test
    void aSwitchOfProtocolsIsNoAnswerAndNoRedirect() {
        server.then(ScriptedServer.raw(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n" + "Connection: Upgrade\r\n\r\n"));

        Outcome.Refused refused = Batches.refusal(transport);

        assertThat(refused.reason()).isEqualTo(Reason.PROTOCOL);
        assertThat(refused.maybeStored()).isTrue();
        assertThat(refused.detail()).doesNotContain("redirect");
    }

    @ParameterizedTest
    @CsvSource({"401, 40101, UNAUTHENTICATED", "403, 40301, FORBIDDEN"})
    void aRefusedAnswerWithOffsetsIsReadRecordByRecord(int status, int code, Reason reason) {
        server.then(answer(status, Offsets.of(Offsets.stored(5), Offsets.failed(code, "not this one"))));

        List<Outcome> outcomes = attempt(transport, records(2));

        assertThat(outcomes.get(0)).isEqualTo(Outcome.stored("0", "5"));
        assertThat(outcomes.get(1))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "400, 400, REJECTED, false, false",
        "401, 40101, UNAUTHENTICATED, false, false",
        "403, 40301, FORBIDDEN, false, false",
        "404, 40401, NOT_FOUND, false, false",
        "404, 40402, NOT_FOUND, false, false",
        "415, 415, REJECTED, false, false",
        "422, 42203, INVALID, false, false",
        "429, 429, THROTTLED, true, false",
        "500, 50002, UNAVAILABLE, true, true",
        "503, 50302, UNAVAILABLE, true, true",
    })
    void eachErrorOfARequestHasItsReasonForEveryRecord(
            int status, int code, Reason reason, boolean retriable, boolean maybeStored) {
        server.then(answer(status, "{\"error_code\":" + code + ",\"message\":\"it says\"}"));

        assertThat(attempt(transport, records(2)))
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(reason);
                    assertThat(refused.retriable()).isEqualTo(retriable);
                    assertThat(refused.maybeStored()).isEqualTo(maybeStored);
                    assertThat(refused.detail()).contains(server.authority(), "'it says'");
                }));
    }

    @Test
    void anUnknownTopicIsNamedWithWhatToDo() {
        server.then(answer(404, "{\"error_code\":40401,\"message\":\"Topic not found.\"}"));

        assertThat(Batches.refusal(transport).detail())
                .isEqualTo(server.authority() + " returned 404 for POST /topics/" + Batches.TOPIC
                        + ", 'Topic not found.': create topic '" + Batches.TOPIC
                        + "', or correct the user id or the base address, which ends before /topics");
    }
}

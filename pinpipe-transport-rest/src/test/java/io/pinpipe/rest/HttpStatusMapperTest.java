package io.pinpipe.rest;

import static io.pinpipe.rest.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Reason;
import io.pinpipe.transport.Outcome;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpStatusMapperTest {

    private static final String REQUEST = "POST /topics/" + Batches.TOPIC;

    @AutoClose
    private final ScriptedServer server = ScriptedServer.start();

    private final KafkaRestPublisher.Builder builder =
            KafkaRestPublisher.builder(server.base()).userId(Batches.USER_ID).apiKey("very-secret-key-1");

    @AutoClose
    private final HttpTransport transport = builder.transport(builder.proxy());

    @ParameterizedTest
    @CsvSource({
        "400, REJECTED, false, false",
        "401, UNAUTHENTICATED, false, false",
        "403, FORBIDDEN, false, false",
        "404, NOT_FOUND, false, false",
        "405, NOT_FOUND, false, false",
        "408, UNAVAILABLE, true, true",
        "413, TOO_LARGE, true, false",
        "415, REJECTED, false, false",
        "418, REJECTED, false, false",
        "422, INVALID, false, false",
        "429, THROTTLED, true, false",
        "500, UNAVAILABLE, true, true",
        "502, UNAVAILABLE, true, true",
        "503, UNAVAILABLE, true, true",
        "504, UNAVAILABLE, true, true",
    })
    void eachStatusHasItsReason(int status, Reason reason, boolean retriable, boolean maybeStored) {
        server.then(answer(status, "it says"));

        Outcome.Refused refused = Batches.refusal(transport);

        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.retriable()).isEqualTo(retriable);
        assertThat(refused.maybeStored()).isEqualTo(maybeStored);
        assertThat(refused.detail())
                .startsWith(server.authority() + " returned " + status + " for " + REQUEST + ", 'it says': ");
    }

    @Test
    void aWrongPathBehindApiGatewayIsNotFoundAndNamesWhatMayBeWrong() {
        server.then(answer(403, "{\"message\":\"Missing Authentication Token\"}"));

        Outcome.Refused refused = Batches.refusal(transport);

        assertThat(refused.reason()).isEqualTo(Reason.NOT_FOUND);
        assertThat(refused.detail())
                .isEqualTo(server.authority() + " returned 403 for " + REQUEST + ", 'Missing Authentication Token':"
                        + " wrong path, method or stage, or an endpoint that requires signed requests; the"
                        + " base address ends with the stage");
    }

    @ParameterizedTest
    @CsvSource({
        "ExpiredTokenException, The security token included in the request is expired",
        "UnrecognizedClientException, The security token included in the request is invalid.",
        "InvalidSignatureException, The request signature we calculated does not match",
    })
    void aSignatureThatApiGatewayDoesNotAcceptIsUnauthenticated(String type, String message) {
        server.then(answer(403, Map.of("x-amzn-ErrorType", type), "{\"message\":\"" + message + "\"}"));

        assertThat(Batches.refusal(transport).reason()).isEqualTo(Reason.UNAUTHENTICATED);
    }

    @Test
    void aMissingApiKeyIsForbiddenAndTheAdviceNamesIt() {
        server.then(answer(403, Map.of("x-amzn-ErrorType", "ForbiddenException"), "{\"message\":\"Forbidden\"}"));

        Outcome.Refused refused = Batches.refusal(transport);

        assertThat(refused.reason()).isEqualTo(Reason.FORBIDDEN);
        assertThat(refused.detail()).contains("API key");
    }

    @Test
    void throttlingOfApiGatewayIsRetried() {
        server.then(answer(
                429, Map.of("x-amzn-ErrorType", "TooManyRequestsException"), "{\"message\":\"Too Many Requests\"}"));

        Outcome.Refused refused = Batches.refusal(transport);

        assertThat(refused.reason()).isEqualTo(Reason.THROTTLED);
        assertThat(refused.retriable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"LimitExceededException, used up", "'', Limit Exceeded"})
    void aQuotaThatIsUsedUpIsNotRetried(String type, String message) {
        server.then(answer(429, Map.of("x-amzn-ErrorType", type), "{\"message\":\"" + message + "\"}"));

        Outcome.Refused refused = Batches.refusal(transport);

        assertThat(refused.reason()).isEqualTo(Reason.REJECTED);
        assertThat(refused.retriable()).isFalse();
        assertThat(refused.detail()).contains("quota");
    }

    @Test
    void anIntegrationThatTimedOutMayStoreTheRecordsLater() {
        server.then(answer(504, "{\"message\":\"Endpoint request timed out\"}"));

        assertThat(Batches.refusal(transport).detail())
                .contains("'Endpoint request timed out'", "may store the records later");
    }

    @ParameterizedTest
    @CsvSource({"429, 7", "503, 7", "429, ' 7 '"})
    void retryAfterInSecondsIsPassedOn(int status, String value) {
        server.then(answer(status, Map.of("Retry-After", value), ""));

        assertThat(Batches.refusal(transport).retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void retryAfterAsADateCountsFromTheServersOwnClock() {
        server.then(answer(
                503,
                Map.of("Date", "Mon, 02 Mar 2026 10:00:00 GMT", "Retry-After", "Mon, 02 Mar 2026 10:00:12 GMT"),
                ""));

        assertThat(Batches.refusal(transport).retryAfter()).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void retryAfterAsAPastDateIsNoWait() {
        server.then(answer(429, Map.of("Retry-After", "Mon, 02 Mar 2015 10:00:00 GMT"), ""));

        assertThat(Batches.refusal(transport).retryAfter()).isEqualTo(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "1.5", "", "99999999999999999999", "Mon, 99 Mar 2026"})
    void aMalformedRetryAfterIsIgnored(String value) {
        server.then(answer(429, Map.of("Retry-After", value), ""));

        assertThat(Batches.refusal(transport).retryAfter()).isNull();
    }

    @Test
    void retryAfterOnAnotherStatusIsIgnored() {
        server.then(answer(500, Map.of("Retry-After", "7"), ""));

        assertThat(Batches.refusal(transport).retryAfter()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRedirectIsAnErrorThatNamesWhereItPoints(int status) {
        server.then(answer(status, Map.of("Location", "https://user:pw@other.example/test?token=t"), ""));

        Outcome.Refused refused = Batches.refusal(transport);

        assertThat(refused.reason()).isEqualTo(Reason.REJECTED);
        assertThat(refused.maybeStored()).isFalse();
        assertThat(refused.detail())
                .contains("points to https://other.example/test:")
                .doesNotContain("pw", "token");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aRedirectWithoutAPlaceIsAnErrorAllTheSame() {
        server.then(answer(302, ""));

        assertThat(Batches.refusal(transport).reason()).isEqualTo(Reason.REJECTED);
    }

    @Test
    void aRedirectToAResultElsewhereMayHaveBeenStored() {
        server.then(answer(303, Map.of("Location", "/done"), ""));

        assertThat(Batches.refusal(transport).maybeStored()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head></html>",
                "Client sent an HTTP request to an HTTPS server.",
            })
    void aServersMessageThatItExpectsTlsIsUnderstood(String body) {
        server.then(answer(400, body));

        assertThat(Batches.refusal(transport).detail()).endsWith("write https:// instead of http://");
    }

    @Test
    void markupIsLeftOutOfWhatIsQuoted() {
        server.then(answer(502, "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n</html>"));

        assertThat(Batches.refusal(transport).detail()).contains(", '502 Bad Gateway': ");
    }

    @Test
    void aLongTextIsShortened() {
        server.then(answer(500, "x".repeat(100_000)));

        assertThat(Batches.refusal(transport).detail())
                .contains("x".repeat(200) + "…'")
                .hasSizeLessThan(500);
    }

    @Test
    void aSecretThatTheServerEchoesIsNotShown() {
        server.then(answer(403, "{\"message\":\"the key 'very-secret-key-1' is not known\"}"));

        assertThat(Batches.refusal(transport).detail()).contains("the key '***' is not known");
    }

    @Test
    void anErrorWhoseBodyBreaksOffIsReadByItsStatus() {
        server.then(ScriptedServer.raw("HTTP/1.1 413 Too Large\r\nContent-Length: 100\r\n\r\n{\"mess"));

        assertThat(Batches.refusal(transport).reason()).isEqualTo(Reason.TOO_LARGE);
    }
}

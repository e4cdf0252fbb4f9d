package io.pinpipe.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinpipe.Publisher;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpPublisherBuilderTest {

    private static final String API_GATEWAY = "https://abc123.execute-api.us-east-1.amazonaws.com/test";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8082",
                "http://localhost:8082/",
                "https://proxy.example",
                "HTTPS://proxy.example/Kafka",
                "http://kafka_rest:8082",
                "http://[::1]:8082/x",
                API_GATEWAY,
                API_GATEWAY + "/",
                "https://proxy.example/topics-of-mine",
                "http://abc123.execute-api.localhost.localstack.cloud:4566/test",
            })
    void aBaseAddressIsTakenWithOrWithoutPathAndSlash(String base) {
        assertThatCode(() -> builder(base).build().close()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://host/, must begin with http:// or https://",
        "host:8082, must begin with http:// or https://",
        "/test, must begin with http:// or https://",
        "http:///test, has no valid host",
        "http:test, has no valid host",
        "https://host/test?stage=1, must not contain a query or fragment",
        "https://host/test#x, must not contain a query or fragment",
        "https://me:secret-pw@host/test, must not contain a user name or password",
        "http://abc123.execute-api.us-east-1.amazonaws.com/test, write https:// instead of http://",
        "https://host/test/topics, write https://host/test",
        "https://host/test/topics/, write https://host/test",
        "https://host/test/topics/0a.pin, write https://host/test",
        "https://host/topics/0a.pin/, write https://host",
        "https://me:secret-pw@host/topics?x=secret-pw, write https://host",
    })
    void aBaseAddressThatCannotBeRightIsRefusedWithAdvice(String base, String advice) {
        assertThatThrownBy(() -> builder(base).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(advice)
                .hasMessageNotContaining("secret-pw");
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        KafkaRestPublisher.Builder builder = KafkaRestPublisher.builder(URI.create("ftp://host"))
                .header("bad name", "x")
                .header("X-Empty", "")
                .connectTimeout(Duration.ZERO)
                .batchRecords(0);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "batchRecords must be at least 1",
                        "must begin with http:// or https://",
                        "'bad name'",
                        "X-Empty",
                        "connectTimeout must be greater than zero");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret\nX-Other: y", "secr\u00e9t", " secret", "secret ", "sec\u0000ret", "secret\r"})
    void aHeaderValueThatCannotBeSentIsRefusedWithoutBeingShown(String value) {
        assertThatThrownBy(
                        () -> builder("http://host").header("X-Api-Key", value).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the value of the header X-Api-Key")
                .hasMessageNotContaining("secr");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X Key", "X:Key", "X\nKey", "Sch\u00fcssel"})
    void aHeaderNameThatCannotBeSentIsRefused(String name) {
        assertThatThrownBy(() ->
                        builder("http://host").header(name, "secret-value").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a header is named")
                .hasMessageNotContaining("secret-value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type", "content-type", "Content-Length", "Host", "Transfer-Encoding", "Accept"})
    void aHeaderOfThePublisherItselfIsRefused(String name) {
        assertThatThrownBy(() -> builder("https://host").header(name, "x").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the header " + name + " is set by the publisher itself: leave it out");
    }

    @Test
    void moreThanApiGatewayTakesIsRefusedWhereItStands() {
        long most = HttpPublisherBuilder.API_GATEWAY_REQUEST_BYTES;

        assertThatThrownBy(() -> builder(API_GATEWAY).batchBytes(most + 1).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batchBytes must be at most 10485760 for API Gateway");
        assertThatCode(() -> builder(API_GATEWAY).batchBytes(most).build().close())
                .doesNotThrowAnyException();
        assertThatCode(() -> builder("http://host").batchBytes(most + 1).build().close())
                .doesNotThrowAnyException();
    }

    @Test
    void aPublisherIsOpenedByAddressWithOptionsByName() {
        Map<String, String> options = Map.of(
                "userId",
                Batches.USER_ID,
                "apiKey",
                "k",
                "header.X-Team",
                "blue",
                "connectTimeout",
                "3s",
                "key",
                "text",
                "batchRecords",
                "10");

        try (Publisher publisher = Publisher.open(URI.create("http://localhost:8082"), options)) {
            assertThat(publisher).isInstanceOf(KafkaRestPublisher.class);
        }
    }

    @Test
    void headersGivenAsOptionsAreSent() throws Exception {
        try (ScriptedServer server = ScriptedServer.start().then(ScriptedServer.offsets());
                Publisher publisher = Publisher.open(
                        server.base(), Map.of("userId", "u", "apiKey", "k-1", "header.X-Team", "blue"))) {
            publisher.send(Batches.user(1)).join();

            assertThat(server.onlyRequest().headers())
                    .containsEntry("x-api-key", "k-1")
                    .containsEntry("X-Team", "blue");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://proxy.example:8082", "http://10.0.0.7", "http://[2001:db8::1]:8082", "http://127.example"
            })
    void aSecretIsNotSentOverPlainHttpToAnotherHostUnlessThatIsAllowed(String base) {
        assertThatThrownBy(() -> builder(base).apiKey("secret-key").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write https://, or set allowPlainHttp=true")
                .hasMessageNotContaining("secret-key");
        assertThatThrownBy(() -> builder(base)
                        .header("Authorization", "Basic secret-key")
                        .build())
                .hasMessageContaining("allowPlainHttp");
        assertThatThrownBy(() -> builder(base).sigV4("eu-west-1").build()).hasMessageContaining("allowPlainHttp");
        assertThatCode(() ->
                        builder(base).apiKey("k").allowPlainHttp(true).build().close())
                .doesNotThrowAnyException();
        assertThatCode(() -> builder(base).build().close()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8082",
                "http://127.0.0.1",
                "http://127.9.9.9:1",
                "http://[::1]:8082",
                "https://proxy.example"
            })
    void aSecretIsSentToThisHostAndOverTls(String base) {
        assertThatCode(() -> builder(base).apiKey("k").build().close()).doesNotThrowAnyException();
    }

    @Test
    void anUnknownOptionIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> Publisher.open(URI.create("https://host"), Map.of("userId", "u", "heade.X", "y")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("unknown option 'heade.X'", "apiKey", "header.<name>", "connectTimeout");
    }

    private static KafkaRestPublisher.Builder builder(String base) {
        return KafkaRestPublisher.builder(URI.create(base)).userId(Batches.USER_ID);
    }
}

package io.pinpipe.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.cli.doctor.ScriptedServer.Answer;
import io.pinpipe.testkit.servers.Dialect;
import io.pinpipe.testkit.servers.EmbeddedKafka;
import io.pinpipe.testkit.servers.RawServer;
import io.pinpipe.testkit.servers.RestProxyStandIn;
import io.pinpipe.testkit.servers.StoredRecord;
import io.pinpipe.testkit.servers.TopicReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** REST proxies with one defect each. */
class DoctorOnKafkaRestTest {

    private static final String KEY = "the-api-key-that-nobody-shows";
    private static final String REFUSED = "{\"error_code\":422,\"message\":\"records may not be empty\"}";

    @AutoClose
    private static @Nullable EmbeddedKafka broker;

    @BeforeAll
    static void start() {
        broker = EmbeddedKafka.open();
        broker.createTopics(1, "0a1b2c3d4e5f.pin", "0a1b2c3d4e5f.geo", "0a1b2c3d4e5f.user");
    }

    @Test
    void anAnswerWithoutEndIsReadUpToALimit() throws Exception {
        try (RawServer port = RawServer.start(connection -> {
            connection.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n");
            while (true) {
                connection.write("no end of it ".repeat(1_000));
            }
        })) {
            Examined.target(URI.create("http://" + port.authority()), Duration.ofSeconds(60))
                    .blames("proxy")
                    .saw("proxy", "no end of it");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProxyThatStoresTestEventsIsWellAndTheEventsAreMarked(Dialect dialect) {
        String userId = "d0c" + dialect.ordinal();
        Objects.requireNonNull(broker).createTopics(1, userId + ".pin", userId + ".geo", userId + ".user");
        try (RestProxyStandIn proxy =
                RestProxyStandIn.builder(bootstrap()).dialect(dialect).start()) {
            Examined.target(new Target(proxy.uri(), userId, Map.of(), true))
                    .isWell()
                    .has("round trip", Verdict.OK)
                    .saw("round trip", userId + ".user");

            assertThat(TopicReader.read(bootstrap(), userId + ".pin"))
                    .extracting(StoredRecord::value)
                    .singleElement()
                    .asString()
                    .contains("\"index\":-1", TestSend.MARK);
        }
    }

    @Test
    void withoutSendTestNothingIsWritten() {
        try (ScriptedServer proxy = ScriptedServer.answering(Map.of(
                "POST",
                new Answer(422, REFUSED),
                "GET",
                new Answer(200, "{\"name\":\"t\",\"configs\":{},\"partitions\":[]}")))) {
            Examined.target(proxy.uri("http://%s")).isWell().has("topics", Verdict.OK);

            assertThat(proxy.requests())
                    .filteredOn(request -> !request.startsWith("GET"))
                    .containsExactly("POST /topics/0a1b2c3d4e5f.pin {\"records\":[]}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutSendTestTheProxyIsWellAndTheTestEventsAreOffered(Dialect dialect) {
        try (RestProxyStandIn proxy =
                RestProxyStandIn.builder(bootstrap()).dialect(dialect).start()) {
            Examined.target(proxy.uri())
                    .isWell()
                    .saw("proxy", "whether it accepts records and their keys")
                    .advises("proxy", "--send-test");
        }
    }

    @Test
    void aNumberThatTheBridgeDoesNotTakeForAKeyIsFoundByTestEvents() {
        try (RestProxyStandIn proxy =
                RestProxyStandIn.builder(bootstrap()).dialect(Dialect.STRIMZI).start()) {
            Examined.target(proxy.uri(), Map.of("key", "number"), true)
                    .blames("round trip")
                    .saw("round trip", "\"key\" does not match schema");
        }
    }

    @Test
    void anUnknownHostIsADnsMatter() {
        Examined.target(URI.create("http://no-such-host.invalid:8082")).blames("target dns");
    }

    @Test
    void aClosedPortIsATcpMatter() {
        Examined.target(URI.create("http://127.0.0.1:" + ClosedPort.next()))
                .blames("target tcp")
                .has("topics", Verdict.SKIPPED);
    }

    @Test
    void httpsWhereHttpIsServedIsATlsMatter() {
        try (RestProxyStandIn proxy = RestProxyStandIn.builder(bootstrap()).start()) {
            // A server that waits for the end of an invalid request makes the doctor wait for its whole timeout.
            Examined.target(URI.create(proxy.uri().toString().replace("http:", "https:")), Duration.ofSeconds(5))
                    .blames("target tls")
                    .advises("target tls", "http://");
        }
    }

    @Test
    void httpWhereHttpsIsServedIsATlsMatter() {
        try (TlsServer server = TlsServer.start()) {
            Examined.target(URI.create("http://127.0.0.1:" + server.port()))
                    .blames("target tls")
                    .advises("target tls", "https://");
        }
    }

    @Test
    void aCertificateThatIsNotTrustedIsATlsMatter() {
        try (TlsServer server = TlsServer.start()) {
            Examined.target(URI.create("https://127.0.0.1:" + server.port()))
                    .blames("target tls")
                    .saw("target tls", "not trusted");
        }
    }

    @Test
    void aWrongStageIsAGatewayMatter() {
        try (RestProxyStandIn proxy =
                RestProxyStandIn.builder(bootstrap()).basePath("/test").start()) {
            Examined.target(URI.create(proxy.uri() + "ing"))
                    .blames("gateway")
                    .saw("gateway", "Missing Authentication Token")
                    .advises("gateway", "'/testing'");
        }
    }

    @Test
    void aMissingApiKeyIsAGatewayMatter() {
        try (RestProxyStandIn proxy = guarded()) {
            Examined.target(proxy.uri()).blames("gateway").advises("gateway", "apiKey");
        }
    }

    @Test
    void aWrongApiKeyIsAGatewayMatterAndIsNotShown() {
        try (RestProxyStandIn proxy = guarded()) {
            Examined.target(proxy.uri(), Map.of("apiKey", "wrong-" + KEY), false)
                    .blames("gateway")
                    .advises("gateway", "correct the API key")
                    .doesNotShow(KEY);
        }
    }

    @Test
    void theRightApiKeyIsWell() {
        try (RestProxyStandIn proxy = guarded()) {
            Examined.target(proxy.uri(), Map.of("apiKey", KEY), true).isWell();
        }
    }

    @Test
    void aSecretThatAServerEchoesIsNotShown() {
        try (ScriptedServer echo = ScriptedServer.answering(
                Map.of("POST", new Answer(403, "{\"message\":\"'" + KEY + "' not a valid key=value pair\"}")))) {
            Examined.target(echo.uri("http://%s/test"), Map.of("header.Authorization", "Bearer " + KEY), false)
                    .blames("gateway")
                    .doesNotShow(KEY);
        }
    }

    @Test
    void aProxyThatDoesNotAnswerTheGatewayIsAProxyMatter() {
        try (ScriptedServer gateway = ScriptedServer.answering(
                Map.of("POST", new Answer(504, "{\"message\":\"Endpoint request timed out\"}")))) {
            Examined.target(gateway.uri("http://%s/test")).blames("proxy").has("gateway", Verdict.OK);
        }
    }

    @Test
    void anUnrecognizedFieldIsAProxyMatter() {
        try (ScriptedServer proxy = ScriptedServer.answering(
                Map.of("POST", new Answer(422, "{\"error_code\":422,\"message\":\"Unrecognized field: records\"}")))) {
            Examined.target(proxy.uri("http://%s")).blames("proxy").advises("proxy", "Content-Type");
        }
    }

    @Test
    void aServerThatIsNoProxyIsAProxyMatter() {
        try (ScriptedServer web = ScriptedServer.answering(Map.of("POST", new Answer(200, "<html>welcome</html>")))) {
            Examined.target(web.uri("http://%s")).blames("proxy");
        }
    }

    @Test
    void aTopicThatTheProxyDoesNotShowIsNamed() {
        try (ScriptedServer proxy = ScriptedServer.answering(Map.of(
                "POST",
                new Answer(422, REFUSED),
                "GET",
                new Answer(404, "{\"error_code\":40401,\"message\":\"Topic not found.\"}")))) {
            Examined.target(proxy.uri("http://%s")).blames("topics").saw("topics", "0a1b2c3d4e5f.geo");
        }
    }

    @Test
    void aMissingTopicIsFoundWithoutWriting() {
        try (RestProxyStandIn proxy =
                RestProxyStandIn.builder(bootstrap()).dialect(Dialect.STRIMZI).start()) {
            Examined.target(new Target(proxy.uri(), "somebody-else", Map.of(), false))
                    .blames("topics")
                    .has("broker", Verdict.OK)
                    .saw("topics", "somebody-else.pin, somebody-else.geo, somebody-else.user");
        }
    }

    @Test
    void aTopicWithoutMetadataIsATopicsMatter() {
        try (ScriptedServer proxy = ScriptedServer.answering(Map.of(
                "POST",
                new Answer(422, REFUSED),
                "GET",
                new Answer(
                        404,
                        "{\"error_code\":404,\"message\":\"Topic t not present in metadata after 60000 ms.\"}")))) {
            Examined.target(proxy.uri("http://%s")).blames("topics");
        }
    }

    @Test
    void aMissingTopicBehindAProxyThatShowsNoneIsFoundByTestEvents() {
        try (RestProxyStandIn proxy =
                RestProxyStandIn.builder(bootstrap()).basePath("/test").start()) {
            Examined.target(new Target(proxy.uri(), "somebody-else", Map.of(), true))
                    .blames("topics")
                    .has("round trip", Verdict.SKIPPED);
        }
    }

    @Test
    void aBrokerThatIsDownBehindTheProxyIsABrokerMatter() {
        try (RestProxyStandIn proxy =
                RestProxyStandIn.builder("127.0.0.1:" + ClosedPort.next()).start()) {
            Examined.target(proxy.uri(), Duration.ofSeconds(5))
                    .blames("broker")
                    .has("proxy", Verdict.OK)
                    .has("topics", Verdict.SKIPPED);
        }
    }

    @Test
    void aBrokerThatIsDownBehindAGatewayIsFoundByTestEvents() {
        try (RestProxyStandIn proxy = RestProxyStandIn.builder("127.0.0.1:" + ClosedPort.next())
                .basePath("/test")
                .start()) {
            Examined.target(proxy.uri(), Map.of("deliveryTimeout", "2s"), true)
                    .blames("broker")
                    .has("round trip", Verdict.SKIPPED);
        }
    }

    @Test
    void aServerThatNeverAnswersIsAGatewayMatter() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Examined.target(URI.create("http://127.0.0.1:" + silent.getLocalPort()), Duration.ofMillis(300))
                    .blames("gateway")
                    .saw("gateway", "does not respond in time");
        }
    }

    @Test
    void aPasswordInTheAddressIsRefusedAndNotShown() {
        Examined.target(URI.create("http://me:" + KEY + "@127.0.0.1:8082"))
                .blames("settings")
                .doesNotShow(KEY);
    }

    @Test
    void withoutAUserIdTheTopicsAreSkipped() {
        try (RestProxyStandIn proxy = RestProxyStandIn.builder(bootstrap()).start()) {
            Examined.target(new Target(proxy.uri(), null, Map.of(), false))
                    .isWell()
                    .has("proxy", Verdict.OK)
                    .has("topics", Verdict.SKIPPED);
        }
    }

    private static RestProxyStandIn guarded() {
        return RestProxyStandIn.builder(bootstrap())
                .basePath("/test")
                .requiredHeader("x-api-key", KEY)
                .start();
    }

    private static String bootstrap() {
        return Objects.requireNonNull(broker).bootstrapServers();
    }
}

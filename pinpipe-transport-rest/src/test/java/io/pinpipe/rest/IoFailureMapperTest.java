package io.pinpipe.rest;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.pinpipe.Reason;
import io.pinpipe.testkit.servers.RawServer;
import io.pinpipe.transport.BatchTransport.Batch;
import io.pinpipe.transport.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLServerSocketFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IoFailureMapperTest {

    @AutoClose
    private final ScriptedServer server = ScriptedServer.start();

    @Test
    void aDeadHostIsUnavailableAndNothingIsStored() throws IOException {
        try (Socket dead = new Socket()) {
            // Keeps the port from other processes, and accepts nothing.
            dead.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String authority = "127.0.0.1:" + dead.getLocalPort();

            Outcome.Refused refused = refusal(URI.create("http://" + authority));

            assertRetriableAndNotStored(refused);
            assertThat(refused.detail())
                    .isEqualTo(authority
                            + " cannot be reached (Connection refused): start it, or correct the host and port");
        }
    }

    @Test
    void anUnknownHostIsUnavailableAndNamesTheHost() {
        Outcome.Refused refused = refusal(URI.create("http://no-such-host.invalid:8082"));

        assertRetriableAndNotStored(refused);
        assertThat(refused.detail())
                .isEqualTo("the host name 'no-such-host.invalid' cannot be resolved: correct the address, or check"
                        + " DNS");
    }

    @Test
    void aHostThatDoesNotTakeTheConnectionIsUnavailable() throws IOException {
        // Nothing accepts here: once the backlog is full, further connections are not established.
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket first = new Socket();
                Socket second = new Socket()) {
            first.connect(deaf.getLocalSocketAddress());
            second.connect(deaf.getLocalSocketAddress());
            KafkaRestPublisher.Builder builder = KafkaRestPublisher.builder(
                            URI.create("http://127.0.0.1:" + deaf.getLocalPort()))
                    .connectTimeout(Duration.ofMillis(200));

            Outcome.Refused refused = refusal(builder);

            assertRetriableAndNotStored(refused);
            assertThat(refused.detail())
                    .startsWith("127.0.0.1:" + deaf.getLocalPort() + " does not accept a connection in time");
        }
    }

    @Test
    void httpsToAnHttpPortIsReportedAsSuch() {
        try (RawServer http = RawServer.start(connection -> {
            connection.awaitRequest();
            connection.write("HTTP/1.1 400 Bad Request\r\n\r\n");
            connection.awaitEnd();
        })) {
            Outcome.Refused refused = refusal(URI.create("https://" + http.authority()));

            assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE);
            assertThat(refused.retriable()).isFalse();
            assertThat(refused.maybeStored()).isFalse();
            assertThat(refused.detail())
                    .isEqualTo(http.authority()
                            + " does not use TLS: write http:// instead of https://, or correct the port");
        }
    }

    @Test
    void httpToAnHttpsPortIsReportedAsSuch() throws IOException {
        try (ScriptedServer tls = ScriptedServer.start(SSLServerSocketFactory.getDefault())) {
            assertThatItWantsTls(tls);
        }
    }

    @Test
    void aTlsAlertThatDoesNotEndLikeALineIsUnderstoodAsWell() {
        server.then(ScriptedServer.raw("\u0015\u0003\u0003\u0000\u0002\u0002("));

        assertThatItWantsTls(server);
    }

    @Test
    void anUntrustedCertificateIsReportedAsSuch() {
        WireMockServer https = new WireMockServer(
                wireMockConfig().bindAddress("127.0.0.1").dynamicPort().dynamicHttpsPort());
        https.start();
        try {
            Outcome.Refused refused = refusal(URI.create("https://127.0.0.1:" + https.httpsPort()));

            assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE);
            assertThat(refused.retriable()).isFalse();
            assertThat(refused.maybeStored()).isFalse();
            assertThat(refused.detail()).contains("certificate that is not trusted");
        } finally {
            https.stop();
        }
    }

    @Test
    void aConnectionThatIsCutAfterTheRequestWasReadMayHaveStoredIt() {
        server.then(ScriptedServer.readThenCut());

        assertUnanswered(refusal(server.base()));
    }

    @Test
    void aConnectionThatIsCutNamesTheRequestThatItWasFor() {
        server.then(ScriptedServer.readThenCut());

        assertThat(refusal(server.base()).detail())
                .contains(server.authority() + " was closed before the response to POST /topics/" + Batches.TOPIC);
    }

    @Test
    void aConnectionThatIsCutBeforeTheRequestWasReadMayHaveStoredItForAllThatIsKnown() {
        server.then(ScriptedServer.cut());

        assertUnanswered(refusal(server.base()));
    }

    @Test
    void aRequestThatCouldNotBeWrittenToItsEndIsNotStored() {
        server.then(ScriptedServer.cut());
        // More than the buffers of both sides hold, so that the end is never written.
        Batch large = Batches.of(Batches.message(1, "\"" + "x".repeat(64 << 20) + "\""));

        try (HttpTransport transport = transport(KafkaRestPublisher.builder(server.base()))) {
            assertThat(Batches.attempt(transport, large))
                    .singleElement()
                    .isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                        assertRetriableAndNotStored(refused);
                        assertThat(refused.detail()).contains("was closed before the request was sent");
                    });
        }
    }

    @Test
    void aSuccessWhoseBodyBreaksOffMayHaveBeenStored() {
        server.then(ScriptedServer.raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"offsets\":[{\"parti"));

        assertUnanswered(refusal(server.base()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH_9.2p1\r\n", "220 mail.example ESMTP\r\n", "HTTP/9.9 two hundred\r\n\r\n"})
    void anAnswerThatIsNotHttpIsAProtocolError(String bytes) {
        server.then(ScriptedServer.raw(bytes));

        Outcome.Refused refused = refusal(server.base());

        assertThat(refused.reason()).isEqualTo(Reason.PROTOCOL);
        assertThat(refused.maybeStored()).isTrue();
        assertThat(refused.detail()).startsWith(server.authority() + " returned something that is not HTTP");
    }

    private static Outcome.Refused refusal(URI base) {
        return refusal(KafkaRestPublisher.builder(base));
    }

    private static Outcome.Refused refusal(KafkaRestPublisher.Builder builder) {
        try (HttpTransport transport = transport(builder)) {
            return Batches.refusal(transport);
        }
    }

    private static HttpTransport transport(KafkaRestPublisher.Builder builder) {
        builder.userId(Batches.USER_ID);
        return builder.transport(builder.proxy());
    }

    private void assertUnanswered(Outcome.Refused refused) {
        assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(refused.retriable()).isTrue();
        assertThat(refused.maybeStored()).isTrue();
        assertThat(refused.detail()).contains(server.authority());
    }

    private static void assertThatItWantsTls(ScriptedServer server) {
        Outcome.Refused refused = refusal(server.base());

        assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(refused.retriable()).isFalse();
        assertThat(refused.maybeStored()).isFalse();
        assertThat(refused.detail())
                .isEqualTo(server.authority() + " expects TLS: write https:// instead of http://, or correct the port");
    }

    private static void assertRetriableAndNotStored(Outcome.Refused refused) {
        assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(refused.retriable()).isTrue();
        assertThat(refused.maybeStored()).isFalse();
    }
}

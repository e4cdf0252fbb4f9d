package io.pinpipe.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.testkit.servers.EmbeddedKafka;
import io.pinpipe.testkit.servers.RawConnection;
import io.pinpipe.testkit.servers.RawServer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FirstContactTest {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String HTTP = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka://%s",
                "http://%s",
                "https://%s/stage",
                "kinesis+http://%s/stage",
                "kinesis://us-east-1?endpoint=http://%s"
            })
    void aClosedPortIsReported(String target) {
        String closed = "127.0.0.1:" + ClosedPort.next();

        assertThat(problem(target.formatted(closed))).get().asString().contains(closed, "refuses connections");
    }

    @Test
    void anUnknownHostIsReported() {
        assertThat(problem("kafka://no-such-host.invalid:9092"))
                .get()
                .asString()
                .contains("no-such-host.invalid");
    }

    @Test
    void aPortThatSpeaksHttpIsNoBroker() throws Exception {
        try (RawServer port = RawServer.start(connection -> {
            connection.write(HTTP);
            connection.awaitEnd();
        })) {
            assertThat(problem("kafka://" + port.authority())).get().asString().contains("speaks HTTP");
        }
    }

    @Test
    void aSilentPortIsNoBroker() throws Exception {
        try (RawServer port = RawServer.start(RawConnection::awaitEnd)) {
            assertThat(problem("kafka://" + port.authority())).get().asString().contains("does not respond");
        }
    }

    @Test
    void aBrokerIsThere() {
        try (EmbeddedKafka broker = EmbeddedKafka.open()) {
            Target target = new Target(URI.create("kafka://" + broker.bootstrapServers()), "u", Map.of(), false);

            assertThat(new FirstContact(target, Duration.ofSeconds(30)).problem())
                    .isEmpty();
        }
    }

    @Test
    void anHttpServerIsReachableWhateverItsResponse() throws Exception {
        try (RawServer port = RawServer.start(RawConnection::awaitEnd)) {
            assertThat(problem("http://" + port.authority())).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host", "kafka:///", "http:///", "kinesis://us-east-1"})
    void whatCannotBeDeterminedIsNotReported(String target) {
        assertThat(problem(target)).isEmpty();
    }

    private static Optional<String> problem(String target) {
        return new FirstContact(new Target(URI.create(target), "u", Map.of(), false), PATIENCE).problem();
    }
}

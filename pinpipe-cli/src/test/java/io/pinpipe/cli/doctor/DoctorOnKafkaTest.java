package io.pinpipe.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.testkit.servers.EmbeddedKafka;
import io.pinpipe.testkit.servers.RawConnection;
import io.pinpipe.testkit.servers.RawServer;
import io.pinpipe.testkit.servers.TopicReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Brokers with one defect each. */
class DoctorOnKafkaTest {

    @AutoClose
    private static @Nullable EmbeddedKafka broker;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeAll
    static void start() {
        broker = EmbeddedKafka.open();
        broker.createTopics(2, "0a1b2c3d4e5f.pin", "0a1b2c3d4e5f.geo", "0a1b2c3d4e5f.user", "halfway.pin");
    }

    @Test
    void aBrokerThatStoresTestEventsIsWell() {
        Examined.target(broker(), Map.of(), true)
                .isWell()
                .saw("topics", "0a1b2c3d4e5f.pin (2 partitions)")
                .saw("round trip", "wrote a test event");

        assertThat(TopicReader.read(bootstrap(), "0a1b2c3d4e5f.user")).hasSize(1);
    }

    @Test
    void aBrokerThatIsDownIsATcpMatter() {
        Examined.target(URI.create("kafka://127.0.0.1:" + ClosedPort.next()))
                .blames("target tcp")
                .has("broker", Verdict.SKIPPED);
    }

    @Test
    void anUnknownBrokerIsADnsMatter() {
        Examined.target(URI.create("kafka://no-such-host.invalid:9092")).blames("target dns");
    }

    @Test
    void oneBrokerOfTwoThatIsDownIsAHint() {
        Examined.target(URI.create("kafka://127.0.0.1:" + ClosedPort.next() + "," + bootstrap()))
                .isWell()
                .saw("target tcp", "refuses connections");
    }

    @Test
    void missingTopicsAreNamed() {
        Examined.target(new Target(broker(), "halfway", Map.of(), true))
                .blames("topics")
                .saw("topics", "halfway.geo, halfway.user")
                .has("round trip", Verdict.SKIPPED);
    }

    @Test
    void tlsWhereTheBrokerSpeaksNoneIsATlsMatter() throws Exception {
        Path properties = Files.writeString(folder.resolve("client.properties"), "security.protocol=SSL\n");

        Examined.target(broker(), Map.of("properties", properties.toString()), false)
                .blames("target tls")
                .advises("target tls", "security.protocol");
    }

    @Test
    void noTlsWhereTheServerSpeaksItIsATlsMatter() {
        try (TlsServer server = TlsServer.start()) {
            Examined.target(URI.create("kafka://127.0.0.1:" + server.port()))
                    .blames("target tls")
                    .advises("target tls", "SASL_SSL");
        }
    }

    @Test
    @Timeout(60)
    void aPortThatSpeaksHttpIsABrokerMatterAndIsLeftAtOnce() throws Exception {
        try (RawServer port = RawServer.start(connection -> {
            connection.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            connection.awaitEnd();
        })) {
            Examined.target(URI.create("kafka://" + port.authority()), Duration.ofSeconds(1))
                    .blames("broker")
                    .saw("broker", "speaks HTTP")
                    .has("settings", Verdict.SKIPPED);
        }
    }

    @Test
    @Timeout(60)
    void aSilentPortIsABrokerProblemWithinTheTimeout() throws Exception {
        try (RawServer port = RawServer.start(RawConnection::awaitEnd)) {
            long begun = System.nanoTime();

            Examined.target(URI.create("kafka://" + port.authority()), Duration.ofSeconds(1))
                    .blames("broker")
                    .saw("broker", "does not respond as a Kafka broker");

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void aPropertyThatThePublisherRefusesIsASettingsMatter() throws Exception {
        Path properties = Files.writeString(folder.resolve("client.properties"), "enable.idempotence=false\n");

        Examined.target(broker(), Map.of("properties", properties.toString()), false)
                .blames("settings")
                .saw("settings", "enable.idempotence");
    }

    private static URI broker() {
        return URI.create("kafka://" + bootstrap());
    }

    private static String bootstrap() {
        return Objects.requireNonNull(broker).bootstrapServers();
    }
}

package io.pinpipe.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.cli.doctor.ScriptedServer.Answer;
import io.pinpipe.testkit.servers.GatewayStandIn;
import io.pinpipe.testkit.servers.Kinesalite;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams in an emulator, by the SDK and through a gateway, with one defect each. */
class DoctorOnKinesisTest {

    private static final String SECRET = "the-secret-key-that-nobody-shows";

    @AutoClose
    private static @Nullable Kinesalite kinesis;

    @BeforeAll
    static void start() {
        Kinesalite started = Kinesalite.required();
        kinesis = started;
        for (String kind : new String[] {"pin", "geo", "user"}) {
            started.createStream("streaming-0a1b2c3d4e5f-" + kind, 1);
        }
    }

    @BeforeEach
    void logIn() {
        System.setProperty("aws.accessKeyId", "a-key");
        System.setProperty("aws.secretAccessKey", SECRET);
    }

    @AfterEach
    void logOut() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void streamsThatStoreTestEventsAreWell() {
        int before = kinesis().read("streaming-0a1b2c3d4e5f-pin").size();

        Examined.target(sdk(), Map.of(), true)
                .isWell()
                .saw("streams", "streaming-0a1b2c3d4e5f-pin is ACTIVE")
                .has("round trip", Verdict.OK)
                .doesNotShow(SECRET);

        assertThat(kinesis().read("streaming-0a1b2c3d4e5f-pin")).hasSize(before + 1);
    }

    @Test
    void aMissingStreamIsNamed() {
        Examined.target(new Target(sdk(), "nobody", Map.of(), false))
                .blames("streams")
                .saw("streams", "streaming-nobody-geo");
    }

    @Test
    void anEndpointThatIsDownIsATcpMatter() {
        Examined.target(URI.create("kinesis://us-east-1?endpoint=http://127.0.0.1:" + ClosedPort.next()))
                .blames("target tcp");
    }

    @Test
    void aGatewayThatStoresTestEventsIsWell() {
        try (GatewayStandIn gateway = gateway()) {
            Examined.target(through(gateway, ""), Map.of(), true).isWell().has("round trip", Verdict.OK);
        }
    }

    @Test
    void withoutSendTestAGatewayStoresNothing() {
        kinesis().createStream("streaming-quiet-pin", 1);
        try (GatewayStandIn gateway = gateway()) {
            Examined.target(new Target(through(gateway, ""), "quiet", Map.of(), false))
                    .isWell()
                    .has("kinesis", Verdict.OK);
            Examined.target(new Target(through(gateway, ""), "quiet", Map.of("form", "RECORD"), false))
                    .isWell();
        }
        assertThat(kinesis().read("streaming-quiet-pin")).isEmpty();
    }

    @Test
    void aWrongStageIsAGatewayMatter() {
        try (GatewayStandIn gateway = gateway()) {
            Examined.target(through(gateway, "ing")).blames("gateway");
        }
    }

    @Test
    void a200WithAnErrorTypeIsAKinesisMatter() {
        try (ScriptedServer gateway = ScriptedServer.answering(Map.of(
                "PUT", new Answer(200, "{\"__type\":\"AccessDeniedException\",\"Message\":\"the role may not\"}")))) {
            Examined.target(gateway.uri("kinesis+http://%s/test"))
                    .blames("kinesis")
                    .saw("kinesis", "AccessDeniedException")
                    .advises("kinesis", "role");
        }
    }

    @Test
    void aMissingStreamThatTheGatewayShowsIsNamed() {
        try (ScriptedServer gateway = ScriptedServer.answering(Map.of(
                "PUT",
                new Answer(200, "{\"__type\":\"ValidationException\",\"message\":\"no records\"}"),
                "GET",
                new Answer(200, "{\"__type\":\"ResourceNotFoundException\",\"message\":\"no stream\"}")))) {
            Examined.target(gateway.uri("kinesis+http://%s/test")).blames("streams");
        }
    }

    @Test
    void aMissingStreamBehindAGatewayThatShowsNoneIsFoundByTestEvents() {
        try (GatewayStandIn gateway = gateway()) {
            Examined.target(new Target(through(gateway, ""), "nobody", Map.of(), true))
                    .blames("streams")
                    .saw("streams", "ResourceNotFoundException");
        }
    }

    @Test
    void aKafkaProxyAtTheAddressOfAGatewayIsAGatewayMatter() {
        try (ScriptedServer proxy = ScriptedServer.answering(Map.of())) {
            Examined.target(proxy.uri("kinesis+http://%s")).blames("gateway");
        }
    }

    private static GatewayStandIn gateway() {
        return GatewayStandIn.builder(kinesis().endpoint()).start();
    }

    private static URI through(GatewayStandIn gateway, String suffix) {
        return URI.create("kinesis+" + gateway.uri() + suffix);
    }

    private static URI sdk() {
        return URI.create("kinesis://us-east-1?endpoint=" + kinesis().endpoint());
    }

    private static Kinesalite kinesis() {
        return Objects.requireNonNull(kinesis);
    }
}

package io.pinpipe.integration.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pinpipe.testkit.servers.ChildProcess;
import io.pinpipe.testkit.servers.KafkaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No publisher holds more after a long time, or after many lives, than after a short time. */
@Tag("scale")
class FootprintTest {

    private static final int SOAK_SECONDS = 8;
    private static final int LIVES = 1_000;
    private static final Duration WAIT = Duration.ofMinutes(5);
    private static final long HEAP_GROWTH = 4L << 20;

    /** Threads that all publishers of a machine share come and go. */
    private static final int SHARED = 4;

    @TempDir
    private Path folder;

    private static void storeAll(Exchange exchange) throws IOException {
        exchange.answer("200 OK", exchange.read().success(), "Content-Type: application/json");
        exchange.keepOpen();
    }

    private ChildProcess start(Class<?> main, String target, int amount) {
        return ChildProcess.of(main)
                .jvmOptions(
                        "-Xmx96m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                        "-Daws.cborEnabled=false",
                        "-Daws.accessKeyId=AKIDEXAMPLE",
                        "-Daws.secretAccessKey=not-a-secret")
                .arguments(target, Integer.toString(amount))
                .errors(folder.resolve("child.log"))
                .start();
    }

    private static Footprint footprint(ChildProcess child, String word) {
        String line = Objects.requireNonNull(child.nextLine(WAIT));
        assertThat(line).startsWith(word + " ");
        return Footprint.parse(line);
    }

    private void soak(String target) {
        try (ChildProcess child = start(Soak.class, target, SOAK_SECONDS)) {
            assertNoGrowth(footprint(child, "warm"), footprint(child, "end"));
            assertThat(child.nextLine(WAIT)).matches("acknowledged [1-9]\\d* failed 0");
        }
    }

    private void openSendAndClose(String target) {
        try (ChildProcess child = start(OpenSendClose.class, target, LIVES)) {
            assertNoGrowth(footprint(child, "warm"), footprint(child, "end"));
        }
    }

    private static void assertNoGrowth(Footprint warm, Footprint end) {
        String figures = "warm " + warm + ", at the end " + end;
        assertThat(end.threads()).as(figures).isLessThanOrEqualTo(warm.threads() + SHARED);
        assertThat(end.descriptors()).as(figures).isLessThanOrEqualTo(warm.descriptors() + SHARED);
        assertThat(end.heapBytes()).as(figures).isLessThanOrEqualTo(warm.heapBytes() + HEAP_GROWTH);
    }

    /** A soak in memory would measure what it is there to keep. */
    @Test
    void inMemoryAThousandLivesLeaveNoThreadOrDescriptor() {
        openSendAndClose(Targets.MEMORY);
    }

    @ParameterizedTest
    @EnumSource
    void overHttpASoakLeavesTheFootprintAsItWas(Wire wire) {
        try (HostileServer server = new HostileServer(wire, FootprintTest::storeAll)) {
            soak(wire.target(server.port()).toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void overHttpAThousandLivesLeaveNoThreadDescriptorOrConnection(Wire wire) {
        try (HostileServer server = new HostileServer(wire, FootprintTest::storeAll)) {
            openSendAndClose(wire.target(server.port()).toString());
            await().atMost(WAIT).until(() -> server.openConnections() == 0);
        }
    }

    @Test
    void overKafkaASoakLeavesTheFootprintAsItWas() {
        try (KafkaProcess kafka = KafkaProcess.open()) {
            kafka.createTopics(1, "u.pin", "u.geo", "u.user");
            soak("kafka://" + kafka.bootstrapServers());
        }
    }

    @Test
    void overKafkaAThousandLivesLeaveNoThreadOrDescriptor() {
        try (KafkaProcess kafka = KafkaProcess.open()) {
            kafka.createTopics(1, "u.pin", "u.geo", "u.user");
            openSendAndClose("kafka://" + kafka.bootstrapServers());
        }
    }
}

package io.pinpipe.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Kind;
import io.pinpipe.testkit.servers.ChildProcess;
import io.pinpipe.testkit.servers.KafkaProcess;
import io.pinpipe.testkit.servers.TopicReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("scale")
class KafkaHeapTest {

    private static final int EVENTS = 1_000_000;
    private static final Duration WAIT = Duration.ofMinutes(5);
    private static final long STALL_SECONDS = 20;

    @TempDir
    private Path folder;

    @AutoClose
    private KafkaProcess kafka;

    @BeforeEach
    void startBroker() {
        kafka = KafkaProcess.open();
    }

    private ChildProcess flood(Kind kind) {
        return ChildProcess.of(KafkaFlood.class)
                .jvmOptions("-Xmx128m", "-XX:+ExitOnOutOfMemoryError", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn")
                .arguments(kafka.bootstrapServers(), "u", kind.name(), Integer.toString(EVENTS))
                .errors(folder.resolve("flood.log"))
                .start();
    }

    private void assertEachIsStoredOnce(Kind kind) {
        BitSet seen = new BitSet(EVENTS);
        int[] repeated = {0};
        TopicReader.read(kafka.bootstrapServers(), "u." + kind.label(), record -> {
            int index = Integer.parseInt(String.valueOf(record.key()));
            if (seen.get(index)) {
                repeated[0]++;
            }
            seen.set(index);
        });
        assertThat(seen.cardinality()).as("stored").isEqualTo(EVENTS);
        assertThat(repeated[0]).as("stored twice").isZero();
    }

    @Test
    void aMillionPinsGoThrough128MebibytesOfHeapFlatOut() {
        try (ChildProcess flood = flood(Kind.PIN)) {
            assertThat(flood.nextLine(WAIT)).isEqualTo("halfway");
            assertThat(flood.nextLine(WAIT)).isEqualTo("acknowledged=" + EVENTS + " failed=0");
        }
        assertEachIsStoredOnce(Kind.PIN);
    }

    @Test
    void aMillionSmallEventsOutlastABrokerThatStallsWithin128MebibytesOfHeap() {
        try (ChildProcess flood = flood(Kind.USER)) {
            assertThat(flood.nextLine(WAIT)).isEqualTo("halfway");
            kafka.pause();
            CompletableFuture.delayedExecutor(STALL_SECONDS, TimeUnit.SECONDS).execute(kafka::resume);
            assertThat(flood.nextLine(WAIT)).isEqualTo("acknowledged=" + EVENTS + " failed=0");
        }
        assertEachIsStoredOnce(Kind.USER);
    }
}

package io.pinpipe.integration.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.integration.endurance.HostileRun.Played;
import io.pinpipe.integration.endurance.HostileRun.Reported;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A publisher in 64 MiB of heap against servers that misbehave in every way. */
@Tag("scale")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HostileCases {

    static final int DEADLINE_SECONDS = 2;

    private static final int TOGETHER = 12;
    private static final long CLOSE_MILLIS = 2_000;
    private static final long HEAP_BYTES = 24L << 20;

    private static final String OPTIONS = "userId=u,deliveryTimeout=" + DEADLINE_SECONDS
            + "s,requestTimeout=700ms,backoff=20ms,backoffMax=200ms,linger=20ms,closeTimeout=" + CLOSE_MILLIS + "ms";

    private HostileRun run;

    abstract Wire wire();

    final Stream<Behaviour> behaviours() {
        return Stream.of(
                        Silences.unanswered(),
                        Silences.unreadRequests(),
                        Silences.cutBodies(),
                        Floods.all(),
                        Framings.all(),
                        Statuses.all(),
                        Bodies.all(wire()))
                .flatMap(List::stream);
    }

    final Stream<Behaviour> unanswered() {
        return Silences.unanswered().stream();
    }

    @BeforeAll
    final void playAll(@TempDir Path folder) {
        run = HostileRun.of(wire(), behaviours().toList(), TOGETHER, OPTIONS, folder.resolve("client.log"));
    }

    @AfterAll
    final void close() {
        run.close();
    }

    @ParameterizedTest(name = "a server {0}")
    @MethodSource("behaviours")
    final void noEventIsAcknowledgedThatTheServerDidNotStoreAndSaySo(Behaviour behaviour) {
        assertThat(run.played(behaviour).falseSuccesses())
                .as("a server %s", behaviour)
                .isEmpty();
    }

    @ParameterizedTest(name = "a server {0}")
    @MethodSource("behaviours")
    final void everyEventEndsInTimeAndThePublisherCloses(Behaviour behaviour) {
        Played played = run.played(behaviour);
        assertThat(played.server().connections()).as("connections").isPositive();
        assertThat(played.reported())
                .hasSize(behaviour.events())
                .extracting(Reported::outcome)
                .allMatch(outcome -> outcome.startsWith("acknowledged ") || outcome.startsWith("failed "));
        assertThat(played.closeMillis()).isBetween(0L, CLOSE_MILLIS + 1_000L * HostileClient.GRACE_SECONDS);
    }

    @ParameterizedTest(name = "a server {0}")
    @MethodSource("unanswered")
    final void anEventThatReachedAServerWithoutAnAnswerIsMaybeStored(Behaviour behaviour) {
        Played played = run.played(behaviour);
        assertThat(played.reported())
                .filteredOn(event -> played.server().hasStored(event.index()))
                .isNotEmpty()
                .noneMatch(Reported::isCertainlyNotStored);
    }

    @Test
    final void theHeapIsSmallAgainAtTheEnd() {
        assertThat(run.broken()).isEmpty();
        assertThat(run.heapAtEnd()).isBetween(0L, HEAP_BYTES);
    }
}

package io.pinpipe.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinpipe.Destinations;
import io.pinpipe.Kind;
import io.pinpipe.Reason;
import io.pinpipe.Run;
import io.pinpipe.replay.CheckpointStore;
import io.pinpipe.replay.CheckpointStore.Checkpoint;
import io.pinpipe.replay.Replay;
import io.pinpipe.replay.ReplayException;
import io.pinpipe.testkit.FakeService;
import io.pinpipe.testkit.Fault;
import io.pinpipe.testkit.InMemoryPublisher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The replay over the real engine, with a faulty service. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ReplayThroughFaultsTest {

    private static final int POSTS = 20_000;
    private static final int WINDOW = 1_000;

    @TempDir
    private Path folder;

    private final FakeService service = new FakeService();

    @Test
    void refusedRecordsAreStoredOnceAndTheCheckpointEndsAtTheLastIndex() {
        for (int i = 0; i < 30; i++) {
            service.script(
                    new Fault.RefuseSome(Reason.THROTTLED, List.of(0, 1, 7, 100)),
                    new Fault.None(),
                    new Fault.RefuseRequest(Reason.UNAVAILABLE, null));
        }

        Replay.Report report = replay();

        assertThat(report.checkpoint()).isEqualTo(POSTS - 1);
        assertThat(report.acknowledged()).isEqualTo(3 * POSTS);
        assertEachIsStored(0);
    }

    @Test
    void recordsThatWereStoredBeforeACutAreRepeatedAndCounted() {
        service.script(new Fault.None(), new Fault.StoreThenCut(), new Fault.None(), new Fault.StoreThenCut());

        Replay.Report report = replay();

        assertThat(report.maybeDuplicated()).isPositive();
        assertEachIsStored(report.maybeDuplicated());
    }

    @Test
    void aRecordThatIsRefusedForGoodStopsTheReplayBelowItAndTheNextOneGoesOnThere() {
        service.script(new Fault.None(), new Fault.None(), new Fault.RefuseSome(Reason.REJECTED, List.of(0)));

        assertThatThrownBy(this::replay).isInstanceOf(ReplayException.class).hasMessageContaining("REJECTED");
        long stopped = checkpoint();
        assertThat(stopped).isLessThan(POSTS - 1);
        assertThat(replay().posts()).isEqualTo(POSTS - 1 - stopped);

        assertEachIsStored(3L * WINDOW);
    }

    @Test
    void recordsThatAreRefusedForGoodGoToTheDeadLettersAndNothingIsRepeated() {
        service.script(new Fault.None(), new Fault.RefuseSome(Reason.REJECTED, List.of(0, 3, 4)));
        FakeService graveyard = new FakeService();

        Replay.Report report;
        try (InMemoryPublisher out = publisher();
                InMemoryPublisher letters = InMemoryPublisher.builder()
                        .userId("letters")
                        .service(graveyard)
                        .build()) {
            report = replay(index -> {})
                    .deadLetters(letters)
                    .build()
                    .start(out, "memory")
                    .join();
        }

        assertThat(report.deadLettered()).isPositive();
        assertThat(graveyard.held()).hasSize((int) report.deadLettered());
        assertThat(service.held()).hasSize(3 * POSTS - (int) report.deadLettered());
        assertThat(report.checkpoint()).isEqualTo(POSTS - 1);
    }

    @Test
    void publishersThatBreakDownAtRandomMomentsLoseNothingAndRepeatAtMostTheWindow() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int breakdowns = 0;
        for (long from = -1; from < POSTS - 1; from = checkpoint()) {
            long last = from + 1 + random.nextInt(3_000);
            breakdowns += isBrokenDownAt(last) ? 1 : 0;
        }

        assertThat(breakdowns).as("seed %d", seed).isGreaterThan(3);
        assertEachIsStored(3L * WINDOW * breakdowns);
    }

    @Test
    void stopsAtRandomMomentsLoseNothingAndRepeatNothing() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (long from = -1; from < POSTS - 1; from = checkpoint()) {
            long last = from + 1 + random.nextInt(3_000);
            CompletableFuture<Run<Replay.Report>> run = new CompletableFuture<>();
            try (InMemoryPublisher out = publisher()) {
                Replay replay = replay(index -> {
                            if (index == last) {
                                run.join().stop();
                            }
                        })
                        .build();
                run.complete(replay.start(out, "memory"));
                run.join().join();
            }
        }

        assertEachIsStored(0);
    }

    /** Closes the publisher, without waiting for anything, once a post is read. */
    private boolean isBrokenDownAt(long last) {
        try (InMemoryPublisher out = publisher()) {
            replay(index -> {
                        if (index == last) {
                            out.close();
                        }
                    })
                    .build()
                    .start(out, "memory")
                    .join();
            return false;
        } catch (ReplayException e) {
            assertThat(e).hasMessageContaining("CLOSED");
            return true;
        }
    }

    private Replay.Report replay() {
        try (InMemoryPublisher out = publisher()) {
            return replay(index -> {}).build().start(out, "memory").join();
        }
    }

    private Replay.Builder replay(LongConsumer onNext) {
        return Replay.builder(new GeneratedSource(POSTS, onNext), "generated", store())
                .window(WINDOW);
    }

    private CheckpointStore store() {
        return CheckpointStore.file(folder.resolve("checkpoint"));
    }

    private long checkpoint() {
        try (CheckpointStore.Lease lease = store().acquire()) {
            return lease.read().map(Checkpoint::index).orElse(-1L);
        }
    }

    private InMemoryPublisher publisher() {
        return InMemoryPublisher.builder()
                .userId("test")
                .service(service)
                .backoff(Duration.ofMillis(1))
                .closeTimeout(Duration.ZERO)
                .build();
    }

    private void assertEachIsStored(long mostRepeats) {
        Destinations destinations = Destinations.topics("test");
        long repeats = 0;
        for (Kind kind : Kind.values()) {
            int[] times = new int[POSTS];
            service.held(destinations.of(kind))
                    .forEach(record -> times[Integer.parseInt(Objects.requireNonNull(record.key()))]++);
            assertThat(times).as(kind.label()).doesNotContain(0);
            repeats += Arrays.stream(times).sum() - POSTS;
        }
        assertThat(repeats).as("repeats").isBetween(0L, mostRepeats);
    }
}

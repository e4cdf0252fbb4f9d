package io.pinpipe.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pinpipe.Kind;
import io.pinpipe.PostEvent;
import io.pinpipe.PostSource;
import io.pinpipe.PublishException;
import io.pinpipe.Reason;
import io.pinpipe.Run;
import io.pinpipe.SourceException;
import io.pinpipe.internal.ListedPosts;
import io.pinpipe.internal.NotingPublisher;
import io.pinpipe.internal.VirtualClock;
import io.pinpipe.replay.CheckpointStore.Checkpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReplayTest {

    private static final String SOURCE = "mysql://here/posts";
    private static final String TARGET = "kafka://there 0a1d";

    private final ListedPosts source = ListedPosts.of(LongStream.range(0, 3_000));
    private final NotingPublisher out = new NotingPublisher();
    private final NotedCheckpoints checkpoints = new NotedCheckpoints();
    private final VirtualClock clock = new VirtualClock();
    private final CompletableFuture<Run<Replay.Report>> run = new CompletableFuture<>();

    @Test
    void sendsEveryPostOnceInIndexOrder() {
        replay().build().start(out, TARGET).join();

        assertThat(out.indexes()).isEqualTo(LongStream.range(0, 3_000).boxed().toList());
    }

    @Test
    void sendsPinThenGeoThenUserOfEachPost() {
        replay(ListedPosts.of(LongStream.of(7, 9))).build().start(out, TARGET).join();

        assertThat(out.sent())
                .extracting(event -> event.kind() + " " + event.index())
                .containsExactly("PIN 7", "GEO 7", "USER 7", "PIN 9", "GEO 9", "USER 9");
    }

    @Test
    void theReportCountsPostsAndEvents() {
        Replay.Report report = replay().build().start(out, TARGET).join();

        assertThat(report.posts()).isEqualTo(3_000);
        assertThat(report.sent()).isEqualTo(9_000);
        assertThat(report.acknowledged()).isEqualTo(9_000);
        assertThat(report.failed()).isEmpty();
        assertThat(report.missing()).isEmpty();
        assertThat(report.ahead()).isEqualTo(3_000);
        assertThat(report.checkpoint()).isEqualTo(2_999L);
    }

    @Test
    void theCheckpointAtTheEndIsTheLastIndex() {
        replay().build().start(out, TARGET).join();

        assertThat(checkpoints.last()).contains(new Checkpoint(SOURCE, TARGET, 2_999));
    }

    @Test
    void goesOnAfterTheCheckpoint() {
        checkpoints.write(new Checkpoint(SOURCE, TARGET, 2_996));

        Replay.Report report = replay().build().start(out, TARGET).join();

        assertThat(out.indexes()).containsExactly(2_997L, 2_998L, 2_999L);
        assertThat(report.ahead()).isEqualTo(3);
    }

    @Test
    void aFinishedReplaySendsNothingMore() {
        replay().build().start(new NotingPublisher(), TARGET).join();

        assertThat(replay().build().start(out, TARGET).join().posts()).isZero();
        assertThat(out.sent()).isEmpty();
    }

    @Test
    void anEmptySourceMakesNoCheckpoint() {
        Replay.Report report = replay(ListedPosts.of(LongStream.empty()))
                .build()
                .start(out, TARGET)
                .join();

        assertThat(report.posts()).isZero();
        assertThat(report.checkpoint()).isNull();
        assertThat(checkpoints.last()).isEmpty();
    }

    @Test
    void theCheckpointOfAnotherTargetIsRefusedAndKept() {
        checkpoints.write(new Checkpoint(SOURCE, "kafka://elsewhere", 5));

        assertThatThrownBy(() -> replay().build().start(out, TARGET).join())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContainingAll("kafka://elsewhere", TARGET, "a checkpoint of its own");
        assertThat(checkpoints.last().orElseThrow().target()).isEqualTo("kafka://elsewhere");
        assertThat(out.sent()).isEmpty();
    }

    @Test
    void theCheckpointOfAnotherSourceIsRefused() {
        checkpoints.write(new Checkpoint("mysql://elsewhere", TARGET, 5));

        assertThatThrownBy(() -> replay().build().start(out, TARGET).join())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("mysql://elsewhere");
    }

    @Test
    void theStoreIsHeldWhileTheReplayRuns() {
        List<Throwable> refusals = new ArrayList<>();
        out.onFlush(() -> refusals.add(catchThrowableOfType(
                CheckpointException.class,
                () -> replay().build().start(new NotingPublisher(), TARGET).join())));

        replay().build().start(out, TARGET).join();

        assertThat(refusals)
                .isNotEmpty()
                .allSatisfy(refusal -> assertThat(refusal).hasMessageContaining("in use by another replay"));
    }

    @Test
    void theStoreIsFreeAfterAFailure() {
        out.refusing(event -> Reason.NOT_FOUND);
        assertThatThrownBy(() -> replay().build().start(out, TARGET).join()).isInstanceOf(ReplayException.class);

        replay().build().start(new NotingPublisher(), TARGET).join();

        assertThat(checkpoints.last().orElseThrow().index()).isEqualTo(2_999);
    }

    @Test
    void theCheckpointWaitsForTheOldestPost() throws Exception {
        HandAnsweredPublisher byHand = new HandAnsweredPublisher(12);
        Run<Replay.Report> run = Replay.builder(ListedPosts.of(LongStream.rangeClosed(1, 4)), SOURCE, checkpoints)
                .build()
                .start(byHand, TARGET);
        byHand.awaitSent();

        byHand.acknowledge(4, 2);
        byHand.acknowledge(Kind.PIN, 1);
        byHand.acknowledge(Kind.USER, 1);
        byHand.acknowledge(3);
        assertThat(checkpoints.last()).isEmpty();
        byHand.acknowledge(Kind.GEO, 1);

        assertThat(run.join().checkpoint()).isEqualTo(4);
    }

    @Test
    void theCheckpointStopsBelowAnEventThatFailed() throws Exception {
        HandAnsweredPublisher byHand = new HandAnsweredPublisher(12);
        Run<Replay.Report> run = Replay.builder(ListedPosts.of(LongStream.rangeClosed(1, 4)), SOURCE, checkpoints)
                .build()
                .start(byHand, TARGET);
        byHand.awaitSent();

        byHand.acknowledge(4, 3);
        byHand.fail(Kind.GEO, 2, Reason.REJECTED);
        byHand.acknowledge(Kind.PIN, 2);
        byHand.acknowledge(Kind.USER, 2);
        byHand.acknowledge(1);

        assertThatThrownBy(run::join).isInstanceOf(ReplayException.class);
        assertThat(checkpoints.last()).contains(new Checkpoint(SOURCE, TARGET, 1));
    }

    @Test
    void noMorePostsThanTheWindowAreSentBeyondTheStoredCheckpoint() throws Exception {
        HandAnsweredPublisher byHand = new HandAnsweredPublisher(3 * 8);
        Run<Replay.Report> run = Replay.builder(source, SOURCE, checkpoints)
                .window(8)
                .checkpointInterval(Duration.ofDays(1))
                .build()
                .start(byHand, TARGET);
        byHand.awaitSent();
        byHand.awaitFlush();

        assertThat(byHand.waiting()).isEqualTo(24);
        byHand.fail(Kind.PIN, 0, Reason.REJECTED);
        byHand.acknowledge(Kind.GEO, 0);
        byHand.acknowledge(Kind.USER, 0);
        byHand.acknowledge(1, 2, 3, 4, 5, 6, 7);
        assertThatThrownBy(run::join).isInstanceOf(ReplayException.class);
        assertThat(byHand.waiting()).isZero();
    }

    @Test
    void theDistanceFromTheStoredCheckpointNeverExceedsTheWindow() {
        List<Long> distances = new ArrayList<>();
        out.onSend(event -> distances.add(
                event.index() - checkpoints.last().map(Checkpoint::index).orElse(-1L)));

        replay().window(100).build().start(out, TARGET).join();

        assertThat(distances).hasSize(9_000).allMatch(distance -> distance <= 100);
    }

    @Test
    void theCheckpointIsStoredAtMostFourTimesAWindow() {
        replay().window(100).build().start(out, TARGET).join();

        assertThat(checkpoints.writes()).isBetween(3_000 / 100, 4 * 3_000 / 100 + 1);
    }

    @Test
    void aSlowReplayStoresTheCheckpointOnceAnInterval() {
        out.answeringAtOnce();

        replay().rate(100)
                .checkpointInterval(Duration.ofSeconds(10))
                .build()
                .start(out, TARGET)
                .join();

        assertThat(checkpoints.writes()).isBetween(3, 4);
    }

    @Test
    void aFailedEventStopsTheReplayAndTheMessageNamesTheRemedy() {
        out.refusing(event -> event.kind() == Kind.GEO && event.index() == 1_234 ? Reason.TOO_LARGE : null);

        ReplayException stopped = catchThrowableOfType(
                ReplayException.class, () -> replay().build().start(out, TARGET).join());

        assertThat(stopped)
                .hasMessageContainingAll(
                        "geo 1234",
                        "TOO_LARGE",
                        "index 1233",
                        "noted checkpoints",
                        "start the replay again",
                        "dead letters")
                .hasCauseInstanceOf(PublishException.class);
        assertThat(stopped.report().checkpoint()).isEqualTo(1_233L);
        assertThat(stopped.report().failed()).containsExactly(Map.entry(Reason.TOO_LARGE, 1L));
    }

    @Test
    void afterAFailureNoMoreThanTheWindowIsSent() {
        out.refusing(event -> event.index() == 0 ? Reason.FORBIDDEN : null);

        assertThatThrownBy(() -> replay().window(50).build().start(out, TARGET).join())
                .isInstanceOf(ReplayException.class);

        assertThat(out.indexes()).hasSize(50);
    }

    @Test
    void aReplayThatStoppedGoesOnAtTheEventThatFailed() {
        out.refusing(event -> event.index() == 1_234 ? Reason.UNAVAILABLE : null);
        assertThatThrownBy(() -> replay().build().start(out, TARGET).join()).isInstanceOf(ReplayException.class);
        NotingPublisher again = new NotingPublisher();

        replay().build().start(again, TARGET).join();

        assertThat(again.indexes()).hasSize(3_000 - 1_234).startsWith(1_234L);
    }

    @Test
    void aTargetThatRefusesAllEndsTheReplayWhenConfiguredAndDoesNotMakeDeadLettersOfTheSource(@TempDir Path folder)
            throws Exception {
        Path file = folder.resolve("letters.jsonl");
        out.refusing(event -> Reason.NOT_FOUND).maybeStored().answeringAtOnce();

        ReplayException stopped = catchThrowableOfType(
                ReplayException.class,
                () -> replay().deadLetters(file)
                        .stopAfterFailures(30)
                        .build()
                        .start(out, TARGET)
                        .join());

        assertThat(stopped).hasMessageContaining("NOT_FOUND").hasMessageContaining("events in a row");
        assertThat(Files.readAllLines(file)).hasSizeLessThan(30);
        assertThat(stopped.report().failedEvents()).isEqualTo(stopped.report().sent());
        assertThat(stopped.report().maybeStored()).isEqualTo(stopped.report().sent());
        assertThat(stopped.report().pending()).isZero();
        assertThat(out.indexes()).hasSizeLessThan(100);
    }

    @Test
    void deadLettersTakeEventsThatFailAndTheReplayGoesOn() {
        out.refusing(event -> event.kind() == Kind.USER && event.index() % 1_000 == 1 ? Reason.TOO_LARGE : null);
        NotingPublisher letters = new NotingPublisher();

        Replay.Report report =
                replay().deadLetters(letters).build().start(out, TARGET).join();

        assertThat(letters.sent()).extracting(PostEvent::index).containsExactly(1L, 1_001L, 2_001L);
        assertThat(report.deadLettered()).isEqualTo(3);
        assertThat(report.failed()).containsExactly(Map.entry(Reason.TOO_LARGE, 3L));
        assertThat(report.acknowledged()).isEqualTo(9_000 - 3);
        assertThat(report.checkpoint()).isEqualTo(2_999L);
    }

    @Test
    void aDeadLetterThatFailsTooStopsTheReplay() {
        out.refusing(event -> event.index() == 5 ? Reason.TOO_LARGE : null);
        NotingPublisher letters = new NotingPublisher().refusing(event -> Reason.FORBIDDEN);

        assertThatThrownBy(() ->
                        replay().deadLetters(letters).build().start(out, TARGET).join())
                .isInstanceOf(ReplayException.class)
                .hasMessageContainingAll(
                        "pin 5", "TOO_LARGE", "could not be kept as a dead letter either", "FORBIDDEN", "index 4");
    }

    @Test
    void aClosedPublisherStopsTheReplayDespiteDeadLetters() {
        out.refusing(event -> event.index() >= 10 ? Reason.CLOSED : null);
        NotingPublisher letters = new NotingPublisher();

        assertThatThrownBy(() ->
                        replay().deadLetters(letters).build().start(out, TARGET).join())
                .isInstanceOf(ReplayException.class)
                .hasMessageContainingAll("pin 10", "CLOSED", "index 9");
        assertThat(letters.sent()).isEmpty();
    }

    @Test
    void aDeadLetterFileHasOneLineForEachEvent(@TempDir Path folder) throws Exception {
        out.refusing(event -> event.kind() == Kind.USER && event.index() == 17 ? Reason.REJECTED : null);
        Path file = folder.resolve("dead.jsonl");

        replay().deadLetters(file).build().start(out, TARGET).join();

        assertThat(Files.readAllLines(file))
                .containsExactly("{\"kind\":\"user\",\"index\":17,\"reason\":\"REJECTED\",\"maybeStored\":false,"
                        + "\"message\":\"user 17 failed, REJECTED\",\"event\":{\"ind\":17,\"first_name\":\"Ann\","
                        + "\"last_name\":\"Lee\",\"age\":30,\"date_joined\":\"2020-01-01T00:00:00\"}}");
    }

    @Test
    void aDeadLetterFileIsAppendedToAfterALineThatWasCut(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("dead.jsonl"), "{\"kind\":\"pin\",\"ind");
        out.refusing(event -> event.kind() == Kind.USER && event.index() == 17 ? Reason.REJECTED : null);

        replay().deadLetters(file).build().start(out, TARGET).join();

        assertThat(Files.readAllLines(file)).hasSize(2).first().isEqualTo("{\"kind\":\"pin\",\"ind");
    }

    @Test
    void aDeadLetterFileThatCannotBeOpenedIsRefusedBeforeAnythingIsSent(@TempDir Path folder) {
        assertThatThrownBy(() ->
                        replay().deadLetters(folder).build().start(out, TARGET).join())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(folder.toString());
        assertThat(out.sent()).isEmpty();
    }

    @Test
    void anUnusableRowStopsTheReplay() {
        makeUnusable(Kind.GEO, 4);

        assertThatThrownBy(() -> replay().build().start(out, TARGET).join())
                .isInstanceOf(ReplayException.class)
                .hasMessageContainingAll("geo 4", "INVALID", "column is NULL", "index 3")
                .hasCauseInstanceOf(SourceException.class);
    }

    @Test
    void anUnusableRowGoesToTheDeadLetterFileWithoutAnEvent(@TempDir Path folder) throws Exception {
        makeUnusable(Kind.GEO, 4);
        Path file = folder.resolve("dead.jsonl");

        Replay.Report report =
                replay().deadLetters(file).build().start(out, TARGET).join();

        assertThat(Files.readAllLines(file))
                .containsExactly("{\"kind\":\"geo\",\"index\":4,\"reason\":\"INVALID\",\"maybeStored\":false,"
                        + "\"message\":\"the column is NULL\",\"event\":null}");
        assertThat(report.sent()).isEqualTo(9_000);
        assertThat(report.missing()).isEmpty();
        assertThat(report.deadLettered()).isEqualTo(1);
    }

    @Test
    void anUnusableRowCannotBePublishedAsADeadLetter() {
        makeUnusable(Kind.GEO, 4);

        assertThatThrownBy(() -> replay().deadLetters(new NotingPublisher())
                        .build()
                        .start(out, TARGET)
                        .join())
                .isInstanceOf(ReplayException.class)
                .hasMessageContainingAll("geo 4", "dead-letter file");
    }

    @Test
    void aMissingRowIsCountedAndTheRestOfItsPostIsSent() {
        source.put(ListedPosts.without(Kind.PIN, 20));

        Replay.Report report = replay().build().start(out, TARGET).join();

        assertThat(report.missing()).containsExactly(Map.entry(Kind.PIN, 1L));
        assertThat(report.acknowledged()).isEqualTo(8_999);
        assertThat(report.checkpoint()).isEqualTo(2_999L);
    }

    @Test
    void rowsThatAreAddedDuringTheReplayAreSentToo() {
        source.onScan(scan -> {
            if (scan <= 2) {
                source.put(ListedPosts.post(5_000 + scan));
            }
        });

        replay().build().start(out, TARGET).join();

        assertThat(out.indexes()).hasSize(3_002).endsWith(5_001L, 5_002L);
        assertThat(checkpoints.last().orElseThrow().index()).isEqualTo(5_002);
    }

    @Test
    void followingLooksAgainAtEachPollUntilItIsStopped() {
        List<Long> minutes = new ArrayList<>();
        source.onScan(scan -> {
            minutes.add(clock.elapsed().toMinutes());
            if (scan == 3) {
                source.put(ListedPosts.post(5_000));
            } else if (scan == 6) {
                stop();
            }
        });

        run(replay().follow(Duration.ofMinutes(5)));

        assertThat(out.indexes()).hasSize(3_001).endsWith(5_000L);
        assertThat(minutes).containsExactly(0L, 0L, 5L, 10L, 10L, 15L);
    }

    @Test
    void followingStoresTheCheckpointWhileItWaits() {
        List<Long> stored = new ArrayList<>();
        source.onScan(scan -> {
            if (scan == 3) {
                stored.add(checkpoints.last().orElseThrow().index());
                stop();
            }
        });

        run(replay().follow(Duration.ofMinutes(5)));

        assertThat(stored).containsExactly(2_999L);
    }

    @Test
    void followingBeginsWithAnEmptySource() {
        ListedPosts empty = ListedPosts.of(LongStream.empty());
        clock.onWait(() -> {
            if (clock.waits() == 20) {
                empty.put(ListedPosts.post(3));
            }
        });
        out.onSend(event -> stop());

        run(replay(empty).follow(Duration.ofSeconds(1)));

        assertThat(out.indexes()).containsExactly(3L);
    }

    @Test
    void stopDeliversWhatWasSentAndStoresTheCheckpoint() {
        out.onSend(event -> {
            if (event.kind() == Kind.USER && event.index() == 99) {
                stop();
            }
        });

        Replay.Report report = run(replay());

        assertThat(report.posts()).isEqualTo(100);
        assertThat(report.acknowledged()).isEqualTo(300);
        assertThat(checkpoints.last().orElseThrow().index()).isEqualTo(99);
    }

    @Test
    void stopEndsAWaitForTheNextPoll() throws Exception {
        HandAnsweredPublisher byHand = new HandAnsweredPublisher(3);
        Run<Replay.Report> run = Replay.builder(ListedPosts.of(LongStream.of(1)), SOURCE, checkpoints)
                .follow(Duration.ofDays(1))
                .build()
                .start(byHand, TARGET);
        byHand.awaitFlush();
        byHand.acknowledge(1);

        run.stop();

        assertThat(run.join().checkpoint()).isEqualTo(1);
    }

    @Test
    void anInterruptOfWhoeverJoinsEndsTheReplayStoresTheCheckpointAndKeepsTheFlag() {
        Thread joining = Thread.currentThread();
        out.onSend(event -> {
            if (event.index() == 5) {
                joining.interrupt();
            }
        });

        Replay.Report report = replay().build().start(out, TARGET).join();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.checkpoint()).isGreaterThanOrEqualTo(5);
        assertThat(report.acknowledged()).isEqualTo(report.sent());
    }

    @Test
    void anInterruptOfTheRunEndsTheReplayAndStoresTheCheckpoint() {
        out.onSend(event -> {
            if (event.index() == 5) {
                Thread.currentThread().interrupt();
            }
        });

        Replay.Report report = replay().build().start(out, TARGET).join();

        assertThat(report.checkpoint()).isEqualTo(5);
    }

    @Test
    void anInterruptWhileTheBufferIsFullIsNoFailure() {
        out.onSend(event -> {
            if (event.index() == 5) {
                Thread.currentThread().interrupt();
            }
        });
        out.refusing(event -> event.index() == 5 ? Reason.BUFFER_FULL : null);

        Replay.Report report = replay().build().start(out, TARGET).join();

        assertThat(report.checkpoint()).isEqualTo(4);
    }

    @Test
    void aRateSpacesPostsEvenly() {
        List<Long> millis = new ArrayList<>();
        out.onSend(event -> {
            if (event.kind() == Kind.PIN) {
                millis.add(clock.elapsed().toMillis());
            }
        });

        replay(ListedPosts.of(LongStream.range(0, 4)))
                .rate(4)
                .build()
                .start(out, TARGET)
                .join();

        assertThat(millis).containsExactly(0L, 250L, 500L, 750L);
    }

    @Test
    void aSourceThatFailsEndsTheReplayAfterWhatWasSentIsDeliveredAndStored() {
        source.onNext(post -> {
            if (post.index() == 100) {
                throw new SourceException(Reason.UNAVAILABLE, "the database went away", null);
            }
        });

        assertThatThrownBy(() -> replay().build().start(out, TARGET).join())
                .isInstanceOf(SourceException.class)
                .hasMessage("the database went away");
        assertThat(checkpoints.last().orElseThrow().index()).isEqualTo(99);
    }

    @Test
    void aCheckpointThatCannotBeWrittenEndsTheReplayAndIsNotReported() {
        checkpoints.refuseWrites();
        Run<Replay.Report> replay = replay().window(100).build().start(out, TARGET);

        assertThatThrownBy(replay::join).isInstanceOf(CheckpointException.class).hasMessage("the disk is full");
        assertThat(replay.report().checkpoint()).isNull();
        assertThat(out.indexes()).hasSizeLessThanOrEqualTo(100);
    }

    @Test
    void progressIsReportedAtTheEnd() {
        List<Replay.Report> reports = new ArrayList<>();

        Replay.Report report =
                replay().progress(reports::add).build().start(out, TARGET).join();

        assertThat(reports).last().isEqualTo(report);
    }

    @Test
    void aReplayCanBeStartedAgain() {
        Replay twice = replay().build();
        twice.start(out, TARGET).join();

        assertThat(twice.start(out, TARGET).join().posts()).isZero();
    }

    @Test
    void settingsThatMakeNoSenseAreRefusedAllAtOnce() {
        assertThatThrownBy(() -> replay().window(0)
                        .rate(Double.NaN)
                        .follow(Duration.ZERO)
                        .checkpointInterval(Duration.ofSeconds(-1))
                        .stopAfterFailures(0)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "window must be at least 1 post, not 0",
                        "rate must be greater than zero and finite, not NaN",
                        "poll must be greater than zero, not PT0S",
                        "checkpointInterval must be greater than zero, not PT-1S",
                        "stopAfterFailures must be at least 1 event, not 0");
    }

    private Replay.Builder replay() {
        return replay(source);
    }

    private Replay.Builder replay(PostSource posts) {
        return Replay.builder(posts, SOURCE, checkpoints).clock(clock);
    }

    /** Runs to the end a replay that a hook stops. */
    private Replay.Report run(Replay.Builder replay) {
        run.complete(replay.build().start(out, TARGET));
        return run.join().join();
    }

    private void stop() {
        run.join().stop();
    }

    private void makeUnusable(Kind kind, long index) {
        source.put(ListedPosts.without(kind, index));
        source.unusable(SourceException.unusable(kind, index, "the column is NULL", null));
    }

    /** An in-memory store that counts calls. Thread-safe. */
    private static final class NotedCheckpoints implements CheckpointStore {

        private final CheckpointStore memory = CheckpointStore.inMemory();
        private volatile Optional<Checkpoint> last = Optional.empty();
        private volatile int writes;
        private volatile boolean refusing;

        Optional<Checkpoint> last() {
            return last;
        }

        int writes() {
            return writes;
        }

        void refuseWrites() {
            refusing = true;
        }

        void write(Checkpoint checkpoint) {
            try (Lease lease = acquire()) {
                lease.write(checkpoint);
            }
        }

        @Override
        public Lease acquire() {
            Lease lease = memory.acquire();
            return new Lease() {
                @Override
                public Optional<Checkpoint> read() {
                    return lease.read();
                }

                @Override
                @SuppressWarnings("NonAtomicOperationOnVolatileField") // a lease is for one thread
                public void write(Checkpoint checkpoint) {
                    if (refusing) {
                        throw new CheckpointException("the disk is full", null);
                    }
                    lease.write(checkpoint);
                    last = Optional.of(checkpoint);
                    writes++;
                }

                @Override
                public void close() {
                    lease.close();
                }
            };
        }

        @Override
        public String toString() {
            return "noted checkpoints";
        }
    }
}

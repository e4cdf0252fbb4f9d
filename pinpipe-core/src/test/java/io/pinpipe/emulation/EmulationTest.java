package io.pinpipe.emulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinpipe.Kind;
import io.pinpipe.Message;
import io.pinpipe.PostEvent;
import io.pinpipe.PostSource;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import io.pinpipe.Run;
import io.pinpipe.SourceException;
import io.pinpipe.internal.ListedPosts;
import io.pinpipe.internal.NotingPublisher;
import io.pinpipe.internal.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EmulationTest {

    private final ListedPosts source = ListedPosts.of(LongStream.range(0, 11_154));
    private final NotingPublisher out = new NotingPublisher();
    private final VirtualClock clock = new VirtualClock();

    @Test
    void sendsPinThenGeoThenUserOfEachPick() {
        run(source).limit(2).build().start(out).join();

        assertThat(out.sent())
                .extracting(event -> event.kind() + " " + event.index())
                .containsExactly("PIN 7528", "GEO 7528", "USER 7528", "PIN 2863", "GEO 2863", "USER 2863");
    }

    @Test
    void withoutASeedTheOrderIsThatOfTheClassicEmulator() {
        run(source).limit(5).build().start(out).join();

        assertThat(out.indexes()).containsExactly(7528L, 2863L, 5730L, 8304L, 8731L);
    }

    @Test
    void anotherSeedGivesAnotherOrder() {
        run(source).seed(0).limit(3).build().start(out).join();

        assertThat(out.indexes()).containsExactly(6890L, 4242L, 6634L);
    }

    @Test
    void longRunsFollowTheOrderAcrossAllFetches() {
        run(source).limit(5_000).build().start(out).join();

        RowOrder order = RowOrder.classic(100);
        assertThat(out.indexes())
                .isEqualTo(LongStream.generate(() -> order.next().row())
                        .limit(5_000)
                        .boxed()
                        .toList());
    }

    @Test
    void theReportCountsPostsAndEvents() {
        Emulation.Report report = run(source).limit(10).build().start(out).join();

        assertThat(report.posts()).isEqualTo(10);
        assertThat(report.sent()).isEqualTo(30);
        assertThat(report.acknowledged()).isEqualTo(30);
        assertThat(report.pending()).isZero();
        assertThat(report.failed()).isEmpty();
        assertThat(report.missing()).isEmpty();
    }

    @Test
    void everyPublisherGetsEveryPost() {
        NotingPublisher second = new NotingPublisher();

        Emulation.Report report =
                run(source).limit(10).build().start(out, second).join();

        assertThat(second.sent()).isEqualTo(out.sent());
        assertThat(report.sent()).isEqualTo(60);
    }

    @Test
    void flatOutNeverWaits() {
        run(source).limit(200).build().start(out).join();

        assertThat(clock.waits()).isZero();
    }

    @Test
    void aRateSpacesPostsEvenly() {
        List<Long> millis = sendTimes();

        run(source).rate(4).limit(5).build().start(out).join();

        assertThat(millis).containsExactly(0L, 250L, 500L, 750L, 1000L);
    }

    @Test
    void afterADelayARateCatchesUpWithOneSecondsWorthOnly() {
        List<Long> millis = new ArrayList<>();
        out.onSend(eachPin(event -> {
            millis.add(clock.elapsed().toMillis());
            if (millis.size() == 1) {
                clock.advance(Duration.ofSeconds(60));
            }
        }));

        run(source).rate(2).limit(6).build().start(out).join();

        assertThat(millis).containsExactly(0L, 60_000L, 60_000L, 60_000L, 60_500L, 61_000L);
    }

    @Test
    void theClassicPaceSleepsAsTheSeedHasIt() {
        List<Long> millis = sendTimes();

        run(source).classicPace().limit(5).build().start(out).join();

        assertThat(millis).containsExactly(0L, 1000L, 2000L, 3000L, 3000L);
    }

    @Test
    void theDurationEndsTheRun() {
        Emulation.Report report = run(source)
                .rate(2)
                .duration(Duration.ofSeconds(10))
                .build()
                .start(out)
                .join();

        assertThat(report.posts()).isEqualTo(20);
        assertThat(report.elapsed()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void theLimitEndsTheRunBeforeALongerDuration() {
        Emulation.Report report = run(source)
                .rate(2)
                .duration(Duration.ofDays(400_000))
                .limit(4)
                .build()
                .start(out)
                .join();

        assertThat(report.posts()).isEqualTo(4);
    }

    @Test
    void manyPicksAreFetchedWithOneQuery() {
        run(source).limit(5_000).build().start(out).join();

        assertThat(source.fetched()).isEqualTo(5_000);
        assertThat(source.fetches()).hasSizeLessThan(12);
    }

    @Test
    void nothingIsReadBeyondTheLimit() {
        run(source).limit(7).build().start(out).join();

        assertThat(source.fetches()).containsExactly(7);
    }

    @Test
    void readingAheadIsBounded() {
        List<Long> ahead = new ArrayList<>();
        out.onSend(eachPin(event -> ahead.add(source.fetched() - out.indexes().size())));

        run(source).limit(8_000).build().start(out).join();

        assertThat(ahead).hasSize(8_000).allMatch(posts -> posts <= Prefetch.AHEAD_POSTS + 1);
    }

    @Test
    void stopEndsAnEndlessRunAndDeliversWhatWasSent() {
        CompletableFuture<Run<Emulation.Report>> endless = new CompletableFuture<>();
        out.onSend(eachPin(event -> {
            if (out.indexes().size() == 100) {
                endless.join().stop();
            }
        }));

        endless.complete(run(source).build().start(out));
        Emulation.Report report = endless.join().join();

        assertThat(report.posts()).isEqualTo(101);
        assertThat(report.acknowledged()).isEqualTo(303);
    }

    @Test
    void stopEndsAPause() {
        CountDownLatch begun = new CountDownLatch(1);
        out.onSend(event -> begun.countDown());
        Run<Emulation.Report> endless =
                Emulation.builder(source).rate(0.000_001).build().start(out);
        awaitQuietly(begun);

        endless.stop();

        assertThat(endless.join().posts()).isEqualTo(1);
    }

    @Test
    void anInterruptOfTheRunEndsItAndDelivers() {
        out.onSend(eachPin(event -> Thread.currentThread().interrupt()));

        Emulation.Report report = run(source).build().start(out).join();

        assertThat(report.acknowledged()).isEqualTo(3);
    }

    @Test
    void anInterruptOfWhoeverJoinsEndsTheRunAndKeepsTheFlag() {
        Thread joining = Thread.currentThread();
        out.onSend(eachPin(event -> joining.interrupt()));

        Emulation.Report report = run(source).build().start(out).join();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.acknowledged()).isEqualTo(report.sent()).isPositive();
    }

    @Test
    void aClosedPublisherEndsTheRun() {
        out.refusing(event -> Reason.CLOSED);

        Emulation.Report report = run(source).build().start(out).join();

        assertThat(report.failed()).containsExactly(Map.entry(Reason.CLOSED, 3L));
    }

    @Test
    void failuresAreCountedByReason() {
        out.refusing(
                event -> event.kind() == Kind.PIN ? Reason.TOO_LARGE : event.index() == 7528 ? Reason.NOT_FOUND : null);

        Emulation.Report report = run(source).limit(10).build().start(out).join();

        assertThat(report.failed()).containsOnly(Map.entry(Reason.TOO_LARGE, 10L), Map.entry(Reason.NOT_FOUND, 2L));
        assertThat(report.acknowledged()).isEqualTo(18);
    }

    @Test
    void theFirstMessagesOfEachReasonAreKept() {
        out.refusing(event -> event.kind() == Kind.USER ? Reason.TIMED_OUT : null);

        Emulation.Report report = run(source).limit(10).build().start(out).join();

        assertThat(report.failures())
                .containsExactly(
                        "user 7528 failed, TIMED_OUT", "user 2863 failed, TIMED_OUT", "user 5730 failed, TIMED_OUT");
    }

    @Test
    void acknowledgementsThatMayBeDuplicatesAreCounted() {
        out.receipt(new Receipt("somewhere", "0", "1", 2, true, Duration.ZERO));

        assertThat(run(source).limit(2).build().start(out).join().maybeDuplicated())
                .isEqualTo(6);
    }

    @Test
    void failuresOfWhichTheTargetMayHoldTheEventAreCounted() {
        out.refusing(event -> event.kind() == Kind.USER ? Reason.TIMED_OUT : null)
                .maybeStored();

        Emulation.Report report = run(source).limit(10).build().start(out).join();

        assertThat(report.maybeStored()).isEqualTo(10);
        assertThat(report.acknowledged()).isEqualTo(20);
    }

    @Test
    void outcomesThatComeAfterTheFlushAreInTheReport() {
        NeverFlushed late = new NeverFlushed();
        clock.onWait(late::acknowledge);

        Emulation.Report report = run(source).limit(2).build().start(late).join();

        assertThat(report.sent()).isEqualTo(6);
        assertThat(report.acknowledged()).isEqualTo(6);
        assertThat(report.pending()).isZero();
    }

    @Test
    void eventsThatAPublisherLeavesOpenAreNamedAndDoNotHoldTheRunForEver() {
        Emulation.Report report =
                run(source).limit(2).build().start(new NeverFlushed(), out).join();

        assertThat(report.sent()).isEqualTo(12);
        assertThat(report.acknowledged()).isEqualTo(6);
        assertThat(report.pending()).isEqualTo(6);
        assertThat(report.elapsed()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aReportThatDoesNotAddUpCannotBeMade() {
        assertThatThrownBy(() -> report(5700, 0, 5694, 0)).hasMessageContaining("each must be counted once");
        assertThatThrownBy(() -> report(5700, 6, 5700, -6)).hasMessageContaining("each must be counted once");
        assertThat(report(5700, 2, 5694, 4).pending()).isEqualTo(4);
    }

    @Test
    void aTargetThatRefusesAllEndsTheRunWhenConfigured() {
        out.refusing(event -> Reason.NOT_FOUND).answeringAtOnce();

        Emulation.Report report =
                run(source).stopAfterFailures(30).build().start(out).join();

        assertThat(report.givenUp()).isTrue();
        assertThat(report.posts()).isEqualTo(10);
        assertThat(report.failedEvents()).isEqualTo(30);
    }

    @Test
    void oneAcknowledgementInBetweenKeepsTheRunGoing() {
        out.refusing(event -> event.kind() == Kind.PIN ? null : Reason.NOT_FOUND)
                .answeringAtOnce();

        Emulation.Report report =
                run(source).limit(50).stopAfterFailures(3).build().start(out).join();

        assertThat(report.givenUp()).isFalse();
        assertThat(report.posts()).isEqualTo(50);
    }

    @Test
    void aMissingRowIsCountedAndTheRestOfItsPostIsSent() {
        source.put(ListedPosts.without(Kind.GEO, 2863));

        Emulation.Report report =
                run(source).limit(3).build().start(out, new NotingPublisher()).join();

        assertThat(report.missing()).containsExactly(Map.entry(Kind.GEO, 1L));
        assertThat(report.acknowledged()).isEqualTo(16);
    }

    @Test
    void anUnusableRowCountsAsInvalidAndTheRestOfItsPostIsSent() {
        source.put(ListedPosts.without(Kind.USER, 2863));
        source.unusable(SourceException.unusable(Kind.USER, 2863, "user_data.age of row 2863 is NULL", null));

        Emulation.Report report = run(source).limit(3).build().start(out).join();

        assertThat(report.failed()).containsExactly(Map.entry(Reason.INVALID, 1L));
        assertThat(report.failures()).containsExactly("user_data.age of row 2863 is NULL");
        assertThat(report.missing()).isEmpty();
        assertThat(report.sent()).isEqualTo(9);
        assertThat(report.acknowledged()).isEqualTo(8);
    }

    @Test
    void aSourceThatFailsOnTheWayEndsTheRunAfterWhatWasSentIsDelivered() {
        PostSource failing = new FailingAfterOneFetch(source);
        Run<Emulation.Report> run = run(failing).build().start(out);

        assertThatThrownBy(run::join).isInstanceOf(SourceException.class).hasMessage("the database went away");
        assertThat(run.report().posts()).isEqualTo(50);
        assertThat(run.report().acknowledged()).isEqualTo(150);
    }

    @Test
    void anEmptySourceIsRefused() {
        assertThatThrownBy(() -> run(ListedPosts.of(LongStream.empty()))
                        .build()
                        .start(out)
                        .join())
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("no post");
    }

    @Test
    void aSmallSourceBoundsTheOrderAndTheReportNotesIt() {
        Emulation.Report report = run(ListedPosts.of(LongStream.range(0, 224)))
                .limit(3)
                .build()
                .start(out)
                .join();

        assertThat(out.indexes()).containsExactly(117L, 197L, 180L);
        assertThat(report.note()).hasValueSatisfying(note -> assertThat(note).contains("224 rows", "0 to 223"));
    }

    @Test
    void theFullSourceNeedsNoNote() {
        assertThat(run(source).limit(1).build().start(out).join().note()).isEmpty();
    }

    @Test
    void rowsAreCountedFromTheLowestIndex() {
        ListedPosts fromOne = ListedPosts.of(LongStream.rangeClosed(1, 11_154));

        run(fromOne).limit(2).build().start(out).join();

        assertThat(out.indexes()).containsExactly(7529L, 2864L);
        assertThat(fromOne.scans()).isZero();
    }

    @Test
    void gapsInTheIndexesDoNotCountAsRows() {
        run(ListedPosts.of(LongStream.range(0, 224).map(row -> 3 * row)))
                .limit(3)
                .build()
                .start(out)
                .join();

        assertThat(out.indexes()).containsExactly(351L, 591L, 540L);
    }

    @Test
    void progressIsReportedAtMostTenTimesASecondAndAtTheEnd() {
        List<Emulation.Report> reports = new ArrayList<>();

        Emulation.Report report = run(source)
                .rate(100)
                .limit(101)
                .progress(reports::add)
                .build()
                .start(out)
                .join();

        assertThat(reports).hasSizeBetween(5, 12).last().isEqualTo(report);
    }

    @Test
    void waitingForAcknowledgementsIsPartOfTheElapsedTime() {
        out.onFlush(() -> clock.advance(Duration.ofSeconds(3)));

        assertThat(run(source).limit(1).build().start(out).join().elapsed()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void anEmulationCanBeStartedAgain() {
        Emulation twice = run(source).limit(1).build();
        twice.start(out).join();

        assertThat(twice.start(out).join().posts()).isEqualTo(1);
        assertThat(out.indexes()).hasSize(2);
    }

    @Test
    void settingsThatMakeNoSenseAreRefusedAllAtOnce() {
        assertThatThrownBy(() -> run(source)
                        .limit(0)
                        .duration(Duration.ZERO)
                        .rate(Double.NaN)
                        .stopAfterFailures(0)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "limit must be at least 1 post, not 0",
                        "duration must be greater than zero, not PT0S",
                        "rate must be greater than zero and finite, not NaN",
                        "stopAfterFailures must be at least 1 event, not 0");
        assertThatThrownBy(() -> run(source).rate(0).build()).hasMessageContaining("rate must be greater than zero");
        assertThatThrownBy(() -> run(source).build().start()).hasMessageContaining("at least one publisher");
    }

    @Test
    void anErrorInTheReaderThreadIsThrown() {
        OutOfMemoryError error = new OutOfMemoryError("made by a test");
        source.onFetch(fetch -> {
            if (fetch == 2) {
                throw error;
            }
        });

        assertThatThrownBy(() -> run(source).limit(1_000).build().start(out).join())
                .isSameAs(error);
        assertThat(out.indexes()).hasSize(50);
    }

    @Test
    void theLowestIndexOfAllIsPickedToo() {
        run(ListedPosts.of(LongStream.of(Long.MIN_VALUE, 5)))
                .limit(20)
                .build()
                .start(out)
                .join();

        assertThat(out.indexes()).contains(Long.MIN_VALUE, 5L).hasSize(20);
    }

    private static Emulation.Report report(long sent, long acknowledged, long failed, long pending) {
        Map<Reason, Long> failures = Map.of(Reason.TIMED_OUT, failed);
        return new Emulation.Report(
                1900, sent, acknowledged, failures, List.of(), pending, Map.of(), 0, 0, 1, false, Duration.ZERO);
    }

    private Emulation.Builder run(PostSource posts) {
        return Emulation.builder(posts).clock(clock);
    }

    /** The times at which posts are sent, in milliseconds from the start. */
    private List<Long> sendTimes() {
        List<Long> millis = new ArrayList<>();
        out.onSend(eachPin(event -> millis.add(clock.elapsed().toMillis())));
        return millis;
    }

    private static Consumer<PostEvent> eachPin(Consumer<PostEvent> action) {
        return event -> {
            if (event.kind() == Kind.PIN) {
                action.accept(event);
            }
        };
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Completes its flush while its futures are still open. */
    private static final class NeverFlushed implements Publisher {

        private final List<CompletableFuture<Receipt>> open = new ArrayList<>();

        void acknowledge() {
            open.forEach(future -> future.complete(NotingPublisher.STORED));
        }

        @Override
        public CompletableFuture<Receipt> send(Message message) {
            throw new UnsupportedOperationException("an emulation sends posts");
        }

        @Override
        public CompletableFuture<Receipt> send(PostEvent event) {
            CompletableFuture<Receipt> future = new CompletableFuture<>();
            open.add(future);
            return future;
        }

        @Override
        public CompletableFuture<Void> flush() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {}
    }
}

package io.pinpipe.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinpipe.Kind;
import io.pinpipe.Message;
import io.pinpipe.PostEvent;
import io.pinpipe.PostSource;
import io.pinpipe.PublishException;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import io.pinpipe.Run;
import io.pinpipe.internal.ListedPosts;
import io.pinpipe.internal.NotingPublisher;
import io.pinpipe.internal.VirtualClock;
import io.pinpipe.replay.CheckpointStore.Checkpoint;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No error, wherever it is thrown, makes a replay return as if everything were sent, or hang. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReplayThroughErrorsTest {

    private static final String SOURCE = "mysql://here/posts";
    private static final String TARGET = "kafka://there 0a1d";

    private final ListedPosts source = ListedPosts.of(LongStream.range(0, 1_000));
    private final NotingPublisher out = new NotingPublisher();
    private final CheckpointStore checkpoints = CheckpointStore.inMemory();

    @Test
    void anErrorInTheReaderThreadIsThrownAfterWhatWasReadIsDeliveredAndStored() {
        OutOfMemoryError error = new OutOfMemoryError("made by a test");
        source.onNext(post -> {
            if (post.index() == 101) {
                throw error;
            }
        });

        assertThatThrownBy(() -> replay().build().start(out, TARGET).join()).isSameAs(error);

        assertThat(out.indexes()).isEqualTo(LongStream.range(0, 101).boxed().toList());
        assertThat(checkpoint()).isEqualTo(100);
    }

    @Test
    void aCheckedExceptionInTheReaderThreadIsThrownToo() {
        source.onNext(post -> sneak(new java.sql.SQLException("made by a test")));

        assertThatThrownBy(() -> replay().build().start(out, TARGET).join()).hasRootCauseMessage("made by a test");
    }

    @Test
    void aPublisherThatThrowsFromSendEndsTheReplayAtThatEvent() {
        RuntimeException thrown = new UnsupportedOperationException("made by a test");
        out.onSend(event -> {
            if (event.index() == 5 && event.kind() == Kind.GEO) {
                throw thrown;
            }
        });

        assertThatThrownBy(() -> replay().build().start(out, TARGET).join())
                .isInstanceOf(ReplayException.class)
                .hasMessageContainingAll("pin 5", "the publisher failed with", "made by a test", "index 4")
                .hasCause(thrown);
        assertThat(checkpoint()).isEqualTo(4);
    }

    @Test
    void aPublisherOfDeadLettersThatThrowsEndsTheReplayAtThatEvent() {
        out.refusing(event -> event.index() == 5 ? Reason.REJECTED : null);
        NotingPublisher letters = new NotingPublisher();
        letters.onSend(event -> {
            throw new UnsupportedOperationException("made by a test");
        });

        assertThatThrownBy(() ->
                        replay().deadLetters(letters).build().start(out, TARGET).join())
                .isInstanceOf(ReplayException.class)
                .hasMessageContainingAll("pin 5", "made by a test");
        assertThat(checkpoint()).isEqualTo(4);
    }

    @Test
    void anErrorFromSendEndsTheReplayAndIsThrown() {
        Error thrown = new StackOverflowError("made by a test");
        out.onSend(event -> {
            if (event.index() == 5) {
                throw thrown;
            }
        });
        Run<Replay.Report> replay = replay().build().start(out, TARGET);

        assertThatThrownBy(replay::join)
                .satisfiesAnyOf(
                        error -> assertThat(error).isSameAs(thrown),
                        error -> assertThat(error).hasCause(thrown));
        assertThat(checkpoint()).isEqualTo(4);
        assertThat(replay.report().failedEvents()).isEqualTo(3);
    }

    @Test
    void aPublisherThatGivesNoFutureEndsTheReplayAtThatEvent() {
        Publisher broken = new Publisher() {
            @Override
            public CompletableFuture<Receipt> send(Message message) {
                throw new UnsupportedOperationException("a replay sends posts");
            }

            @Override
            @SuppressWarnings("NullAway") // breaks the contract, which is the point
            public CompletableFuture<Receipt> send(PostEvent event) {
                return event.kind() == Kind.USER ? null : CompletableFuture.completedFuture(NotingPublisher.STORED);
            }

            @Override
            public CompletableFuture<Void> flush() {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public void close() {}
        };

        assertThatThrownBy(() -> replay().build().start(broken, TARGET).join())
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("the publisher failed with");
    }

    @Test
    void aStoppedReplayWhosePublisherIsClosedReturnsWithItsReport() {
        CompletableFuture<Run<Replay.Report>> run = new CompletableFuture<>();
        out.onSend(event -> {
            if (event.index() == 7) {
                run.join().stop();
            }
        });
        out.refusing(event -> event.index() == 7 ? Reason.CLOSED : null);

        run.complete(replay().build().start(out, TARGET));
        Replay.Report report = run.join().join();

        assertThat(report.failed()).containsOnlyKeys(Reason.CLOSED);
        assertThat(report.checkpoint()).isEqualTo(6);
    }

    @Test
    void aClosedPublisherStillStopsAReplayThatWasNotStopped() {
        out.refusing(event -> event.index() == 7 ? Reason.CLOSED : null);

        assertThatThrownBy(() -> replay().build().start(out, TARGET).join())
                .isInstanceOf(ReplayException.class)
                .hasCauseInstanceOf(PublishException.class);
    }

    @Test
    void aCheckpointAboveTheHighestIndexIsReported() {
        store(5_000);

        assertThatThrownBy(() -> replay().build().start(out, TARGET).join())
                .isInstanceOf(ReplayException.class)
                .hasMessageContainingAll("5000", "999", SOURCE, "in memory");
        assertThat(out.sent()).isEmpty();
        assertThat(checkpoint()).isEqualTo(5_000);
    }

    @Test
    void aCheckpointOfTablesThatAreEmptyNowIsReported() {
        store(5_000);

        assertThatThrownBy(() -> replay(ListedPosts.of(LongStream.empty()))
                        .build()
                        .start(out, TARGET)
                        .join())
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("no post");
    }

    @Test
    void followingWaitsBelowACheckpointAboveTheHighestIndex() {
        store(1_000);
        CompletableFuture<Run<Replay.Report>> run = new CompletableFuture<>();
        source.onScan(scan -> {
            if (scan == 2) {
                source.put(ListedPosts.post(1_001));
            }
            if (scan == 4) {
                run.join().stop();
            }
        });

        run.complete(replay().follow(Duration.ofSeconds(1)).build().start(out, TARGET));
        run.join().join();

        assertThat(out.indexes()).containsExactly(1_001L);
    }

    @Test
    void theLowestIndexOfAllIsSentToo() {
        replay(ListedPosts.of(LongStream.of(Long.MIN_VALUE, -3, 8, Long.MAX_VALUE)))
                .build()
                .start(out, TARGET)
                .join();

        assertThat(out.indexes()).containsExactly(Long.MIN_VALUE, -3L, 8L, Long.MAX_VALUE);
        assertThat(checkpoint()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatLiesAheadIsNeverNegative() {
        Replay.Report report = replay(ListedPosts.of(LongStream.of(Long.MIN_VALUE, 8, Long.MAX_VALUE)))
                .build()
                .start(out, TARGET)
                .join();

        assertThat(report.ahead()).isEqualTo(Long.MAX_VALUE);
    }

    private Replay.Builder replay() {
        return replay(source);
    }

    private Replay.Builder replay(PostSource posts) {
        return Replay.builder(posts, SOURCE, checkpoints).clock(new VirtualClock());
    }

    private void store(long index) {
        try (CheckpointStore.Lease lease = checkpoints.acquire()) {
            lease.write(new Checkpoint(SOURCE, TARGET, index));
        }
    }

    private long checkpoint() {
        try (CheckpointStore.Lease lease = checkpoints.acquire()) {
            return lease.read().map(Checkpoint::index).orElseThrow();
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }
}

package io.pinpipe.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Message;
import io.pinpipe.PublishListener;
import io.pinpipe.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** An Error on the callback thread affects only its own events. */
class CallbackFailuresTest {

    private static final Duration WAIT = Duration.ofMinutes(1);
    private static final Receipt STORED = new Receipt("topic", "0", "0", 1, false, Duration.ZERO);

    @AutoClose
    private final ThreadedRuntime runtime = new ThreadedRuntime("test");

    private final FlushTracker gate = new FlushTracker();
    private final ByteBudget budget = new ByteBudget(runtime, 1, Integer.MAX_VALUE);

    private Callbacks callbacks(Runnable onDelivered) {
        return new Callbacks(runtime, gate, budget, new PublishListener() {
            @Override
            public void delivered(Receipt receipt) {
                onDelivered.run();
            }
        });
    }

    private Completion completion() {
        PendingEvent entry = new PendingEvent(Message.of("topic", "1", new byte[0]), 0, 0);
        entry.generation = gate.enter();
        return new Completion(entry, STORED, null);
    }

    private static void runOutOfMemory() {
        throw new OutOfMemoryError("thrown by a test");
    }

    @Test
    void anEventWhoseListenersFailForWantOfMemoryIsCompletedAllTheSame() {
        Callbacks callbacks = callbacks(CallbackFailuresTest::runOutOfMemory);
        Completion completion = completion();

        callbacks.add(List.of(completion));

        assertThat(completion.entry().future).succeedsWithin(WAIT).isEqualTo(STORED);
    }

    @Test
    void eventsBehindOneThatFailsAreCompleted() {
        Callbacks callbacks = callbacks(CallbackFailuresTest::runOutOfMemory);
        List<Completion> together = List.of(completion(), completion(), completion());

        callbacks.add(together);

        assertThat(together)
                .allSatisfy(completion -> assertThat(completion.entry().future).succeedsWithin(WAIT));
    }

    @Test
    void whatComesAfterAFailureIsCompleted() {
        Callbacks callbacks = callbacks(CallbackFailuresTest::runOutOfMemory);
        CompletableFuture<Void> flushed = gate.flush();
        callbacks.add(List.of(completion()));
        assertThat(flushed).succeedsWithin(WAIT);
        Completion later = completion();

        callbacks.add(List.of(later));

        assertThat(later.entry().future).succeedsWithin(WAIT);
    }

    @Test
    void aTaskOfTheEngineThatFailsLeavesTheThreadFreeForCallbacks() {
        Callbacks callbacks = callbacks(() -> {});
        callbacks.doFirst(CallbackFailuresTest::runOutOfMemory);
        Completion completion = completion();

        callbacks.add(List.of(completion));

        assertThat(completion.entry().future).succeedsWithin(WAIT);
    }
}

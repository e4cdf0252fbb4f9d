package io.pinpipe.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Message;
import io.pinpipe.PublishListener;
import io.pinpipe.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class CallbacksTest {

    private static final int THREADS = 8;
    private static final int EVENTS_PER_THREAD = 5_000;

    private static final Message MESSAGE = Message.of("topic", "1", new byte[0]);
    private static final Receipt STORED = new Receipt("topic", "0", "0", 1, false, Duration.ZERO);

    @AutoClose
    private final ThreadedRuntime runtime = new ThreadedRuntime("test");

    private final FlushTracker gate = new FlushTracker();
    private final AtomicLong reported = new AtomicLong();
    private final Callbacks callbacks =
            new Callbacks(runtime, gate, new ByteBudget(runtime, 1, Integer.MAX_VALUE), new PublishListener() {
                @Override
                public void delivered(Receipt receipt) {
                    reported.incrementAndGet();
                }
            });

    /**
     * Each thread adds its next event as soon as the last one is reported, so that the list of completions keeps
     * running empty.
     */
    @Test
    void everyEventIsReportedOnceWhenItComesAsTheCallbackThreadRunsOutOfWork() throws Exception {
        CompletableFuture<?>[] adding = IntStream.range(0, THREADS)
                .mapToObj(thread ->
                        CompletableFuture.runAsync(this::addOneAfterAnother, task -> new Thread(task).start()))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(adding).get(240, TimeUnit.SECONDS);
        CompletableFuture<Void> idle = new CompletableFuture<>();
        runtime.executeCallback(() -> idle.complete(null));
        idle.get(60, TimeUnit.SECONDS);

        assertThat(reported).hasValue((long) THREADS * EVENTS_PER_THREAD);
        assertThat(gate.open()).isZero();
    }

    private void addOneAfterAnother() {
        for (int i = 0; i < EVENTS_PER_THREAD; i++) {
            PendingEvent entry = new PendingEvent(MESSAGE, 0, 0);
            entry.generation = gate.enter();
            callbacks.add(List.of(new Completion(entry, STORED, null)));
            while (!entry.future.isDone()) {
                Thread.onSpinWait();
            }
        }
    }
}

package io.pinpipe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.PublishListener;
import io.pinpipe.Publisher;
import io.pinpipe.Receipt;
import io.pinpipe.internal.EngineRuntime;
import io.pinpipe.transport.BatchTransport;
import io.pinpipe.transport.BatchTransport.Batch;
import io.pinpipe.transport.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Close is bounded, whatever blocks. */
class EngineCloseTest {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration CONSTANT = Duration.ofSeconds(4);

    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void unblock() {
        goOn.countDown();
    }

    /** Virtual time in which no callback returns: the first one blocks the thread forever. */
    private static final class BlockedCallbacks implements EngineRuntime {

        private final VirtualRuntime runtime;

        BlockedCallbacks(VirtualRuntime runtime) {
            this.runtime = runtime;
        }

        @Override
        public long nanoTime() {
            return runtime.nanoTime();
        }

        @Override
        public void execute(Runnable task) {
            runtime.execute(task);
        }

        @Override
        public Runnable schedule(long delayNanos, Runnable task) {
            return runtime.schedule(delayNanos, task);
        }

        @Override
        public void executeCallback(Runnable task) {
            // it waits for a callback that does not return
        }

        @Override
        public boolean await(CompletableFuture<?> future, long maxNanos) throws InterruptedException {
            return runtime.await(future, maxNanos);
        }

        @Override
        public long jitter(long bound) {
            return runtime.jitter(bound);
        }

        @Override
        public void close() {
            runtime.close();
        }
    }

    @Test
    void closeReturnsAShortTimeAfterItsTimeoutWhenNoCallbackReturns() {
        VirtualRuntime runtime = new VirtualRuntime();
        Publisher publisher = InMemoryPublisher.builder()
                .userId("u")
                .runtime(new BlockedCallbacks(runtime))
                .closeTimeout(CLOSE_TIMEOUT)
                .build();
        ContractRun.sendPins(publisher, 3);

        publisher.close();

        assertThat(runtime.elapsed()).isLessThanOrEqualTo(CLOSE_TIMEOUT.plus(CONSTANT));
        assertThat(runtime.isClosed()).isTrue();
    }

    @Test
    void closeReturnsWhenAListenerBlocksTheEngine() {
        CountDownLatch blocked = new CountDownLatch(1);
        Publisher publisher = InMemoryPublisher.builder()
                .userId("u")
                .linger(Duration.ZERO)
                .closeTimeout(Duration.ZERO)
                .listener(new PublishListener() {
                    @Override
                    public void request(String destination, RequestResult result) {
                        blocked.countDown();
                        block();
                    }
                })
                .build();
        publisher.send(ContractRun.pin(1));
        ContractRun.poll("the listener blocks", () -> blocked.getCount() == 0);

        assertThat(CompletableFuture.runAsync(publisher::close)).succeedsWithin(Duration.ofSeconds(40));
    }

    @Test
    void closeReturnsWhenTheTransportDoesNotClose() {
        Publisher publisher = InMemoryPublisher.builder()
                .userId("u")
                .closeTimeout(Duration.ZERO)
                .wrap(inner -> new BatchTransport() {
                    @Override
                    public CompletionStage<List<Outcome>> attempt(Batch batch) {
                        return inner.attempt(batch);
                    }

                    @Override
                    public void close() {
                        block();
                    }
                })
                .build();

        assertThat(CompletableFuture.runAsync(publisher::close)).succeedsWithin(Duration.ofSeconds(40));
    }

    @Test
    void whatIsLeftWhenAListenerBlocksTheEngineFailsAllTheSame() {
        CountDownLatch blocked = new CountDownLatch(1);
        Publisher publisher = InMemoryPublisher.builder()
                .userId("u")
                .linger(Duration.ZERO)
                .batchRecords(1)
                .closeTimeout(Duration.ZERO)
                .listener(new PublishListener() {
                    @Override
                    public void request(String destination, RequestResult result) {
                        blocked.countDown();
                        block();
                    }
                })
                .build();
        publisher.send(ContractRun.pin(1));
        ContractRun.poll("the listener blocks", () -> blocked.getCount() == 0);
        CompletableFuture<Receipt> left = publisher.send(ContractRun.pin(2));
        CompletableFuture.runAsync(publisher::close);

        assertThat(left).failsWithin(Duration.ofSeconds(40));
    }

    @Test
    void aPublisherWithTimeoutsBeyondTheClockDeliversAndCloses() {
        VirtualRuntime runtime = new VirtualRuntime();
        Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
        Publisher publisher = InMemoryPublisher.builder()
                .userId("u")
                .runtime(runtime)
                .deliveryTimeout(forEver)
                .bufferWait(forEver)
                .closeTimeout(forEver)
                .linger(forEver)
                .requestTimeout(forEver)
                .build();
        CompletableFuture<Receipt> sent = publisher.send(ContractRun.pin(1));

        publisher.close();

        assertThat(sent).isCompleted();
    }

    private void block() {
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

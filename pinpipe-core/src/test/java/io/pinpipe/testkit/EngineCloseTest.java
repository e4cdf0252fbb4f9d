package io.pinpipe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.PublishListener;
import io.pinpipe.Publisher;
import io.pinpipe.Receipt;
import io.pinpipe.internal.EngineRuntime;
import io.pinpipe.transport.BatchTransport;
import io.pinpipe.transport.BatchTransport.Batch;
import io.pinpipe.transport.Outcome;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
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

    @Test
    void closeReturnsAShortTimeAfterItsTimeoutWhenNoCallbackReturns() throws Exception {
        VirtualRuntime runtime = new VirtualRuntime();
        Publisher publisher = InMemoryPublisher.builder()
                .userId("u")
                .runtime(withBlockedCallbacks(runtime))
                .closeTimeout(CLOSE_TIMEOUT)
                .build();
        ContractRun.sendPins(publisher, 3);

        publisher.close();

        assertThat(runtime.elapsed()).isLessThanOrEqualTo(CLOSE_TIMEOUT.plus(CONSTANT));
        assertThat(runtime.isClosed()).isTrue();
    }

    @Test
    void closeReturnsWhenAListenerBlocksTheEngine() {
        Publisher publisher = blockedByItsListener();

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
        Publisher publisher = blockedByItsListener();

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

    /** Virtual time in which no callback returns: the first one blocks the thread forever. */
    private static EngineRuntime withBlockedCallbacks(VirtualRuntime runtime) throws NoSuchMethodException {
        Method executeCallback = EngineRuntime.class.getMethod("executeCallback", Runnable.class);
        return (EngineRuntime) Proxy.newProxyInstance(
                EngineRuntime.class.getClassLoader(),
                new Class<?>[] {EngineRuntime.class},
                (proxy, method, arguments) ->
                        method.equals(executeCallback) ? null : method.invoke(runtime, arguments));
    }

    /** A publisher whose listener blocks the engine after the first request. */
    private Publisher blockedByItsListener() {
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
        return publisher;
    }

    private void block() {
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

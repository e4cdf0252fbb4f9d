package io.pinpipe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The engine's limits: requests in flight, waits, callbacks; in virtual time unless threads are the point. */
class EngineLimitsTest {

    private final VirtualRuntime runtime = new VirtualRuntime();
    private final FakeService service = new FakeService(runtime::nanoTime);
    private final GaugeReader listener = new GaugeReader();
    private final List<Publisher> opened = new ArrayList<>();

    @AfterEach
    void close() {
        service.otherwise(new Fault.None());
        service.release();
        opened.forEach(Publisher::close);
    }

    private Publisher open(int requestsInFlight) {
        Publisher publisher = InMemoryPublisher.builder()
                .userId("u")
                .service(service)
                .runtime(runtime)
                .linger(Duration.ZERO)
                .batchRecords(1)
                .requestsInFlight(requestsInFlight)
                .requestTimeout(Duration.ofHours(1))
                .deliveryTimeout(Duration.ofHours(9))
                .listener(listener)
                .build();
        opened.add(publisher);
        return publisher;
    }

    private int requestsInFlight() {
        return listener.gauges().requestsInFlight();
    }

    @Test
    void noMoreRequestsAreInFlightThanAllowed() {
        service.otherwise(new Fault.Hold());

        ContractRun.sendPins(open(4), 50);
        runtime.runDue();

        assertThat(requestsInFlight()).isEqualTo(4);
    }

    @Test
    void throttlingHalvesTheRequestsInFlight() {
        Publisher publisher = open(8);
        service.script(new Fault.RefuseAll(Reason.THROTTLED));
        service.otherwise(new Fault.Hold());
        publisher.send(ContractRun.pin(0));
        runtime.runDue();

        ContractRun.sendPins(publisher, 50);
        runtime.runDue();

        assertThat(requestsInFlight()).isEqualTo(4);
    }

    @Test
    void requestsThatWereInFlightTogetherHalveTheLimitOnce() {
        Publisher publisher = open(8);
        for (int i = 0; i < 8; i++) {
            service.script(new Fault.RefuseAll(Reason.THROTTLED));
        }
        ContractRun.sendPins(publisher, 8);
        service.otherwise(new Fault.Hold());
        runtime.runDue();

        ContractRun.sendPins(publisher, 50);
        runtime.runDue();

        assertThat(requestsInFlight()).isEqualTo(4);
    }

    @Test
    void successGrowsTheLimitBack() {
        Publisher publisher = open(8);
        service.script(new Fault.RefuseAll(Reason.THROTTLED));
        ContractRun.sendPins(publisher, 200);
        runtime.advance(Duration.ofMinutes(1));
        service.otherwise(new Fault.Hold());

        ContractRun.sendPins(publisher, 50);
        runtime.runDue();

        assertThat(requestsInFlight()).isEqualTo(8);
    }

    @Test
    void aWaitThatIsAskedForIsGrantedUpToAMinute() {
        service.script(new Fault.RefuseRequest(Reason.THROTTLED, "86400"));
        CompletableFuture<Receipt> future = open(1).send(ContractRun.pin(1));

        runtime.advance(Duration.ofSeconds(61));

        assertThat(future).isCompleted();
    }

    @Test
    void theGaugesShowWhatIsBufferedAndForHowLong() {
        service.otherwise(new Fault.Hold());
        Publisher publisher = open(1);
        ContractRun.sendPins(publisher, 3);
        runtime.advance(Duration.ofSeconds(5));

        assertThat(listener.gauges().bufferedRecords()).isEqualTo(3);
        assertThat(listener.gauges().bufferedBytes()).isGreaterThan(3 * 512);
        assertThat(listener.gauges().oldestAge()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void theGaugesShowNothingWhenAllHasEnded() {
        ContractRun.sendPins(open(1), 3);
        runtime.advance(Duration.ofSeconds(1));

        assertThat(listener.gauges().bufferedRecords()).isZero();
        assertThat(listener.gauges().bufferedBytes()).isZero();
        assertThat(listener.gauges().oldestAge()).isZero();
    }

    @Test
    void callbacksThatWaitHoldNewSendsBack() throws InterruptedException {
        CountDownLatch slow = new CountDownLatch(1);
        FakeService service = new FakeService();
        service.script(new Fault.Hold());
        try (Publisher publisher = InMemoryPublisher.builder()
                .service(service)
                .userId("u")
                .listener(listener)
                .callbackLimit(2)
                .bufferWait(Duration.ZERO)
                .linger(Duration.ZERO)
                .build()) {
            CountDownLatch called = new CountDownLatch(1);
            publisher.send(ContractRun.pin(1)).thenRun(() -> {
                called.countDown();
                awaitUninterruptibly(slow);
            });
            ContractRun.poll("the first is sent", () -> service.requests().size() == 1);
            service.release();
            called.await();
            List<CompletableFuture<Receipt>> later = new ArrayList<>();
            do {
                later.add(publisher.send(ContractRun.pin(2 + later.size())));
                ContractRun.poll(
                        "it has left the buffer", () -> listener.gauges().bufferedBytes() == 0);
            } while (!later.get(later.size() - 1).isCompletedExceptionally() && later.size() < 10);
            slow.countDown();
            // Space is released just before the callback that waits for it is counted.
            assertThat(later).hasSizeLessThanOrEqualTo(3);
            CompletableFuture<Receipt> last = later.remove(later.size() - 1);

            assertThat(last.handle((receipt, failure) -> failure).join()).hasMessageContaining("BUFFER_FULL");
            assertThat(CompletableFuture.allOf(later.toArray(CompletableFuture[]::new)))
                    .succeedsWithin(Duration.ofMinutes(1));
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

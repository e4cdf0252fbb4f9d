package io.pinpipe.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pinpipe.PublishException;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import io.pinpipe.transport.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A client that retries by itself gets only the time that an event has left. */
class RecordDeadlinesTest {

    private static final Outcome STORED = Outcome.stored("0", "1");
    private static final Duration WAIT = Duration.ofMinutes(1);

    private final Map<Long, Consumer<Outcome>> held = new ConcurrentHashMap<>();
    private final GaugeReader listener = new GaugeReader();
    private final Client holding = new Client() {
        @Override
        void handle(long index, Consumer<Outcome> done) {
            held.put(index, done);
        }
    };

    private static PublishException failure(CompletableFuture<Receipt> future) {
        assertThat(future).failsWithin(WAIT);
        return (PublishException) future.handle((receipt, thrown) -> thrown).join();
    }

    private ClientPublisher.Builder brief() {
        return ClientPublisher.builder()
                .deliveryTimeout(Duration.ofMillis(500))
                .closeTimeout(Duration.ZERO)
                .listener(listener);
    }

    @Test
    void anEventThatTheClientHoldsPastItsDeadlineFailsAndMayBeStored() {
        try (Publisher publisher = brief().over(holding)) {
            PublishException failure = failure(publisher.send(ContractRun.pin(1)));

            assertThat(failure.reason()).isEqualTo(Reason.TIMED_OUT);
            assertThat(failure.maybeStored()).isTrue();
        }
    }

    @Test
    void theRoomOfSuchAnEventStaysTakenUntilTheClientSettlesIt() {
        try (Publisher publisher = brief().over(holding)) {
            CompletableFuture<Receipt> late = publisher.send(ContractRun.pin(1));
            failure(late);
            long bytesBefore = listener.gauges().bufferedBytes();
            Objects.requireNonNull(held.get(1L)).accept(STORED);
            ContractRun.poll("its room is free", () -> listener.gauges().bufferedBytes() == 0);

            assertThat(bytesBefore).isPositive();
            assertThat(late).as("after a late success").isCompletedExceptionally();
        }
    }

    @Test
    void aClosedPublisherHasNoBytesLeft() {
        try (Publisher publisher = brief().over(holding)) {
            failure(publisher.send(ContractRun.pin(1)));
        }

        assertThat(listener.gauges().bufferedBytes()).isZero();
    }

    @Test
    void anEventThatWaitsBehindABlockedOneIsNotSubmittedAfterItsDeadline() {
        CountDownLatch goOn = new CountDownLatch(1);
        Client client = blocking(2, goOn);
        try (Publisher publisher = brief().over(client)) {
            List<CompletableFuture<Receipt>> sent = ContractRun.sendPins(publisher, 10);
            List<PublishException> late = sent.subList(3, 10).stream()
                    .map(RecordDeadlinesTest::failure)
                    .toList();
            goOn.countDown();
            assertThat(publisher.flush()).succeedsWithin(WAIT);

            assertThat(late)
                    .extracting(PublishException::reason, PublishException::maybeStored)
                    .containsOnly(tuple(Reason.TIMED_OUT, false));
            ContractRun.poll("all room is free", () -> listener.gauges().bufferedBytes() == 0);
            assertThat(client.calls).doesNotContain("send 3", "send 9");
        } finally {
            goOn.countDown();
        }
    }

    @Test
    void nothingIsSubmittedAfterTheClose() {
        CountDownLatch goOn = new CountDownLatch(1);
        Client client = blocking(2, goOn);
        Publisher publisher = brief().deliveryTimeout(Duration.ofHours(1)).over(client);
        try {
            List<CompletableFuture<Receipt>> sent = ContractRun.sendPins(publisher, 10);
            ContractRun.poll("the client is blocked", () -> client.calls.contains("send 2"));
            publisher.close();
            goOn.countDown();
            ContractRun.poll("the client has let go", () -> listener.gauges().requestsInFlight() == 0);

            assertThat(sent.subList(3, 10).stream().map(RecordDeadlinesTest::failure))
                    .extracting(PublishException::reason, PublishException::maybeStored)
                    .containsOnly(tuple(Reason.CLOSED, false));
            assertThat(client.calls).doesNotContain("send 3", "send 9");
        } finally {
            goOn.countDown();
        }
    }

    @Test
    void whatTheClientSettlesAfterTheCloseLeavesTheGaugesThoughACallbackBlocks() {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch callback = new CountDownLatch(1);
        Client client = blocking(2, goOn);
        Publisher publisher = brief().deliveryTimeout(Duration.ofHours(1)).over(client);
        try {
            List<CompletableFuture<Receipt>> sent = ContractRun.sendPins(publisher, 10);
            ContractRun.poll("the client is blocked", () -> client.calls.contains("send 2"));
            CompletableFuture<?> inCallback =
                    sent.get(9).whenComplete((receipt, failure) -> ContractRun.awaitUninterruptibly(callback));
            publisher.close();
            goOn.countDown();
            ContractRun.poll("the client has let go", () -> listener.gauges().requestsInFlight() == 0);

            assertThat(inCallback).as("the blocked callback").isNotDone();
        } finally {
            goOn.countDown();
            callback.countDown();
        }
    }

    /** A client that accepts everything and blocks at one index. */
    private static Client blocking(long at, CountDownLatch goOn) {
        return new Client() {
            @Override
            void handle(long index, Consumer<Outcome> done) {
                done.accept(STORED);
                if (index == at) {
                    ContractRun.awaitUninterruptibly(goOn);
                }
            }
        };
    }
}

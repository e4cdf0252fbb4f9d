package io.pinpipe.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pinpipe.PublishException;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import io.pinpipe.transport.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The engine around a client that batches and retries by itself. */
class RecordPublisherTest {

    private static final Outcome STORED = Outcome.stored("0", "1");

    @Test
    void aReceiptDoesNotClaimToKnowTheAttempts() {
        try (ClientPublisher publisher =
                ClientPublisher.builder().over(Client.answering(done -> done.accept(STORED)))) {
            assertThat(publisher.send(ContractRun.pin(1)).join().attempts()).isZero();
        }
    }

    @Test
    void aClientThatAnswersTwiceIsHeardOnce() {
        Client client = Client.answering(done -> {
            done.accept(STORED);
            done.accept(Outcome.fatal(Reason.REJECTED, "after all"));
        });
        GaugeReader listener = new GaugeReader();
        try (ClientPublisher publisher =
                ClientPublisher.builder().listener(listener).over(client)) {
            assertThat(publisher.send(ContractRun.pin(1))).succeedsWithin(Duration.ofMinutes(1));
        }

        assertThat(listener.gauges().requestsInFlight()).isZero();
    }

    @Test
    void aClientThatThrowsEndsTheEventAsMaybeStored() {
        Client client = Client.answering(done -> {
            throw new IllegalStateException("a fault of the client");
        });
        try (ClientPublisher publisher = ClientPublisher.builder().over(client)) {
            PublishException failure = failure(publisher.send(ContractRun.pin(1)));

            assertThat(failure.reason()).isEqualTo(Reason.PROTOCOL);
            assertThat(failure.maybeStored()).isTrue();
        }
    }

    @Test
    void whatIsAnsweredWhileACallbackTakesLongLeavesTheBuffer() {
        List<Consumer<Outcome>> held = new CopyOnWriteArrayList<>();
        CountDownLatch inCallback = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Client client = new Client() {
            @Override
            void handle(long index, Consumer<Outcome> done) {
                held.add(done);
            }
        };
        try (ClientPublisher publisher =
                ClientPublisher.builder().bufferBytes(1_000).recordBytes(1_000).over(client)) {
            CompletableFuture<Void> slow = publisher.send(ContractRun.pin(1)).thenRun(() -> {
                inCallback.countDown();
                awaitUninterruptibly(goOn);
            });
            ContractRun.poll("the client has the first event", () -> held.size() == 1);
            held.get(0).accept(STORED);
            awaitUninterruptibly(inCallback);
            CompletableFuture<Receipt> second = publisher.send(ContractRun.pin(2));
            ContractRun.poll("the client has the second event", () -> held.size() == 2);
            held.get(1).accept(STORED);

            // The buffer has space for one event, so this send would otherwise wait for the callback.
            CompletableFuture<Receipt> third = publisher.send(ContractRun.pin(3));
            ContractRun.poll("the client has the third event", () -> held.size() == 3);
            held.get(2).accept(STORED);
            assertThat(slow).isNotDone();
            goOn.countDown();

            assertThat(List.of(second, third))
                    .allSatisfy(future -> assertThat(future).succeedsWithin(Duration.ofMinutes(1)));
        } finally {
            goOn.countDown();
        }
    }

    @Test
    void aFlushReachesTheClientAfterAllThatWasSentBefore() {
        List<Consumer<Outcome>> held = new ArrayList<>();
        Client client = new Client() {
            @Override
            void handle(long index, Consumer<Outcome> done) {
                held.add(done);
            }

            @Override
            public void flush() {
                super.flush();
                held.forEach(done -> done.accept(STORED));
                held.clear();
            }
        };
        try (ClientPublisher publisher = ClientPublisher.builder().over(client)) {
            for (int i = 0; i < 1_000; i++) {
                publisher.send(ContractRun.pin(i));
            }

            assertThat(publisher.flush()).succeedsWithin(Duration.ofMinutes(1));
        }

        assertThat(client.calls.indexOf("flush")).isGreaterThan(client.calls.indexOf("send 999"));
    }

    @Test
    void anEventThatTheClientHasNotTakenByItsDeadlineIsCertainNotToBeStored() {
        CountDownLatch blocked = new CountDownLatch(1);
        Client client = new Client() {
            @Override
            void handle(long index, Consumer<Outcome> done) {
                awaitUninterruptibly(blocked);
                done.accept(STORED);
            }
        };
        try (ClientPublisher publisher =
                ClientPublisher.builder().deliveryTimeout(Duration.ofSeconds(2)).over(client)) {
            CompletableFuture<Receipt> taken = publisher.send(ContractRun.pin(1));
            ContractRun.poll("the client has the first event", () -> client.calls.contains("send 1"));
            PublishException failure = failure(publisher.send(ContractRun.pin(2)));
            blocked.countDown();

            assertThat(failure.reason()).isEqualTo(Reason.TIMED_OUT);
            assertThat(failure.maybeStored()).isFalse();
            assertThat(failure(taken).maybeStored()).isTrue();
        }
        assertThat(client.calls).doesNotContain("send 2");
    }

    @Test
    void anEventWhoseDestinationIsStillLookedForAtItsDeadlineIsCertainNotToBeStored() {
        CountDownLatch found = new CountDownLatch(1);
        Client client = new Client() {
            @Override
            public Outcome.@Nullable Refused refusal(String destination, Duration timeLeft) {
                awaitUninterruptibly(found);
                return null;
            }

            @Override
            void handle(long index, Consumer<Outcome> done) {
                done.accept(STORED);
            }
        };
        try (ClientPublisher publisher = ClientPublisher.builder()
                .deliveryTimeout(Duration.ofMillis(200))
                .over(client)) {
            PublishException failure = failure(publisher.send(ContractRun.pin(1)));
            found.countDown();

            assertThat(failure.reason()).isEqualTo(Reason.TIMED_OUT);
            assertThat(failure.maybeStored()).isFalse();
        }
        assertThat(client.calls).doesNotContain("send 1");
    }

    @Test
    void anEventWhoseDestinationIsFoundTooLateIsCertainNotToBeStored() {
        LateTimers timers = new LateTimers();
        Client client = new Client() {
            @Override
            public Outcome.@Nullable Refused refusal(String destination, Duration timeLeft) {
                timers.pass(timeLeft.multipliedBy(2));
                return null;
            }

            @Override
            public @Nullable String waitingFor() {
                timers.fire();
                return null;
            }

            @Override
            void handle(long index, Consumer<Outcome> done) {
                done.accept(STORED);
            }
        };
        try (ClientPublisher publisher =
                ClientPublisher.builder().runtime(timers).over(client)) {
            PublishException failure = failure(publisher.send(ContractRun.pin(1)));

            assertThat(failure.reason()).isEqualTo(Reason.TIMED_OUT);
            assertThat(failure.maybeStored()).isFalse();
        }
        assertThat(client.calls).doesNotContain("send 1");
    }

    @Test
    void aDestinationThatRefusesKeepsItsRecordsFromTheClient() {
        Client client = new Client() {
            @Override
            public Outcome.Refused refusal(String destination, Duration timeLeft) {
                return Outcome.fatal(Reason.NOT_FOUND, "it is not there");
            }

            @Override
            void handle(long index, Consumer<Outcome> done) {
                done.accept(STORED);
            }
        };
        try (ClientPublisher publisher = ClientPublisher.builder().over(client)) {
            assertThat(failure(publisher.send(ContractRun.pin(1))).reason()).isEqualTo(Reason.NOT_FOUND);
        }
        assertThat(client.calls).doesNotContain("send 1");
    }

    @Test
    void anEventThatTheClientHasNotTakenNamesWhatThePreviousOneWaitedFor() {
        CountDownLatch blocked = new CountDownLatch(1);
        Client client = new Client() {
            @Override
            void handle(long index, Consumer<Outcome> done) {
                awaitUninterruptibly(blocked);
                done.accept(STORED);
            }

            @Override
            public String waitingFor() {
                return "the broker";
            }
        };
        try (ClientPublisher publisher =
                ClientPublisher.builder().deliveryTimeout(Duration.ofSeconds(2)).over(client)) {
            publisher.send(ContractRun.pin(1));
            ContractRun.poll("the client has the first event", () -> client.calls.contains("send 1"));
            PublishException failure = failure(publisher.send(ContractRun.pin(2)));
            blocked.countDown();

            assertThat(failure).hasMessageEndingWith("because the previous one waited for the broker");
        }
    }

    @Test
    void theClientReceivesHowMuchTimeAnEventHasLeft() {
        List<Duration> left = new CopyOnWriteArrayList<>();
        Client client = new Client() {
            @Override
            public Outcome.@Nullable Refused refusal(String destination, Duration timeLeft) {
                left.add(timeLeft);
                return null;
            }

            @Override
            void handle(long index, Consumer<Outcome> done) {
                done.accept(STORED);
            }
        };
        try (ClientPublisher publisher =
                ClientPublisher.builder().deliveryTimeout(Duration.ofMinutes(2)).over(client)) {
            publisher.send(ContractRun.pin(1)).join();
        }

        assertThat(left)
                .singleElement()
                .satisfies(time -> assertThat(time).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(2)));
    }

    @Test
    void closeFailsWhatTheClientHasAsMaybeStoredAndTheRestAsNot() {
        Client client = Client.answering(done -> {
            CountDownLatch never = new CountDownLatch(1);
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        ClientPublisher publisher =
                ClientPublisher.builder().closeTimeout(Duration.ZERO).over(client);
        CompletableFuture<Receipt> taken = publisher.send(ContractRun.pin(1));
        ContractRun.poll("the client has the first event", () -> client.calls.contains("send 1"));
        CompletableFuture<Receipt> waiting = publisher.send(ContractRun.pin(2));

        publisher.close();

        assertThat(List.of(failure(taken), failure(waiting)))
                .extracting(PublishException::reason, PublishException::maybeStored)
                .containsExactly(tuple(Reason.CLOSED, true), tuple(Reason.CLOSED, false));
    }

    private static PublishException failure(CompletableFuture<Receipt> future) {
        return (PublishException) future.handle((receipt, thrown) -> thrown).join();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

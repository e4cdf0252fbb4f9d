package io.pinpipe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Publisher;
import io.pinpipe.Receipt;
import io.pinpipe.transport.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** An Error of a client fails the events it affects, and stops no thread. */
class ClientFailuresTest {

    private static final Outcome STORED = Outcome.stored("0", "1");
    private static final Duration WAIT = Duration.ofMinutes(1);

    private static Error outOfMemory() {
        return new OutOfMemoryError("thrown by a test");
    }

    @Test
    void aFlushThatFailsLeavesTheThreadThatHandsOver() {
        Client client = new Client() {
            @Override
            void handle(long index, Consumer<Outcome> done) {
                done.accept(STORED);
            }

            @Override
            public void flush() {
                super.flush();
                throw outOfMemory();
            }
        };
        Publisher publisher =
                ClientPublisher.builder().closeTimeout(Duration.ZERO).over(client);
        publisher.send(ContractRun.pin(0));
        publisher.flush();
        ContractRun.poll("the client was flushed", () -> client.calls.contains("flush"));

        CompletableFuture<Receipt> later = publisher.send(ContractRun.pin(1));

        assertThat(later).succeedsWithin(WAIT);
        publisher.close();
    }

    @Test
    void aClientThatFailsToSayWhatItWaitsForDoesNotStopTheDeadlines() {
        CountDownLatch goOn = new CountDownLatch(1);
        Client client = new Client() {
            @Override
            void handle(long index, Consumer<Outcome> done) {
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                done.accept(STORED);
            }

            @Override
            public String waitingFor() {
                throw outOfMemory();
            }
        };
        Publisher publisher = ClientPublisher.builder()
                .deliveryTimeout(Duration.ofMillis(500))
                .closeTimeout(Duration.ZERO)
                .over(client);
        publisher.send(ContractRun.pin(1));
        ContractRun.poll("the client has the first event", () -> client.calls.contains("send 1"));

        CompletableFuture<Receipt> second = publisher.send(ContractRun.pin(2));
        CompletableFuture<Receipt> third = publisher.send(ContractRun.pin(3));

        assertThat(second).failsWithin(WAIT);
        assertThat(third).failsWithin(WAIT);
        goOn.countDown();
        publisher.close();
    }
}

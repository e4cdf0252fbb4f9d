package io.pinpipe.testkit;

import static io.pinpipe.testkit.ContractRun.pin;
import static io.pinpipe.testkit.ContractRun.sendPins;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.PublishException;
import io.pinpipe.PublishListener;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Close delivers accepted events, returns in time, and leaves nothing behind. */
interface CloseCases extends ContractCases {

    @Test
    default void closeDeliversWhatWasAccepted() {
        Publisher publisher = run().open("linger", "10s");
        List<CompletableFuture<Receipt>> futures = sendPins(publisher, 20);

        publisher.close();

        assertThat(futures).allMatch(CompletableFuture::isDone);
        assertThat(run().heldPins()).hasSize(20);
    }

    @Test
    default void closeLeavesNothingToLingerBehindARequestInFlight() {
        run().needs(Ability.BATCHES);
        run().service.otherwise(new Fault.Slow(Duration.ofMillis(20)));
        Publisher publisher =
                run().open("linger", "1h", "deliveryTimeout", "2h", "batchRecords", "10", "requestsInFlight", "1");
        List<CompletableFuture<Receipt>> futures = sendPins(publisher, 25);

        publisher.close();

        run().receipts(futures);
        assertThat(run().heldPins()).hasSize(25);
    }

    @Test
    default void anInterruptedCloseLeavesNoEmptyRecord() {
        run().needs(Ability.THREADS);
        for (int i = 0; i < 20; i++) {
            Publisher publisher = run().open("linger", "0ms", "closeTimeout", "1h");
            sendPins(publisher, 50);
            Thread.currentThread().interrupt();
            publisher.close();
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(run().heldPins()).extracting(FakeService.Held::json).allMatch(json -> json.contains("\"title\""));
    }

    @Test
    default void closeTwiceIsFine() {
        Publisher publisher = run().open();
        publisher.close();

        publisher.close();

        assertThat(run().failure(publisher.send(pin(1))).reason()).isEqualTo(Reason.CLOSED);
    }

    @Test
    default void aSendAfterCloseFailsClosedAndReachesNobody() {
        Publisher publisher = run().open();
        publisher.close();

        PublishException failure = run().failure(publisher.send(pin(1)));

        assertThat(failure.reason()).isEqualTo(Reason.CLOSED);
        assertThat(failure.maybeStored()).isFalse();
        assertThat(run().heldPins()).isEmpty();
    }

    @Test
    default void closeFailsWhatIsLeftWhenItsTimeIsOver() {
        run().service.otherwise(new Fault.StoreThenHang());
        Publisher publisher = run().open("linger", "0ms", "closeTimeout", "200ms");
        CompletableFuture<Receipt> future = publisher.send(pin(1));
        run().awaitRequests(1);

        publisher.close();

        PublishException failure = run().failure(future);
        assertThat(failure.reason()).isEqualTo(Reason.CLOSED);
        assertThat(failure.maybeStored()).isTrue();
    }

    @Test
    default void closeFromACallbackReturnsAndThePublisherCloses() {
        run().service.script(new Fault.Hold());
        Publisher publisher = run().open("linger", "0ms");
        CompletableFuture<Void> closed = publisher.send(pin(1)).thenRun(publisher::close);

        run().releaseOnceRequested(1);
        run().await(closed);
        publisher.close();

        assertThat(closed).isCompleted();
        assertThat(run().failure(publisher.send(pin(2))).reason()).isEqualTo(Reason.CLOSED);
    }

    @Test
    default void anInterruptCutsCloseShortAndTheThreadKeepsItsFlag() {
        run().needs(Ability.THREADS);
        run().service.otherwise(new Fault.StoreThenHang());
        Publisher publisher = run().open("linger", "0ms", "closeTimeout", "1h");
        CompletableFuture<Receipt> future = publisher.send(pin(1));
        run().awaitRequests(1);
        Thread.currentThread().interrupt();

        publisher.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(run().failure(future).reason()).isEqualTo(Reason.CLOSED);
    }

    @Test
    default void closeFromAListenerReturnsAndThePublisherCloses() {
        run().needs(Ability.THREADS);
        CompletableFuture<Publisher> publisher = new CompletableFuture<>();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        publisher.complete(run().open(new PublishListener() {
            @Override
            public void accepted(String destination, int bytes, Duration waited) {
                publisher.join().close();
                closed.complete(null);
            }
        }));
        CompletableFuture<CompletableFuture<Receipt>> sent =
                CompletableFuture.supplyAsync(() -> publisher.join().send(pin(1)));
        run().awaitSoon(closed);
        run().awaitSoon(sent);

        run().receipt(sent.join());
        assertThat(run().failure(publisher.join().send(pin(2))).reason()).isEqualTo(Reason.CLOSED);
    }

    @Test
    default void closeFromTheListenerOfARequestReturnsAndThePublisherCloses() {
        run().needs(Ability.RETRIES);
        CompletableFuture<Publisher> publisher = new CompletableFuture<>();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        publisher.complete(run().open(
                        new PublishListener() {
                            @Override
                            public void request(String destination, RequestResult result) {
                                publisher.join().close();
                                closed.complete(null);
                            }
                        },
                        "linger",
                        "0ms"));
        CompletableFuture<Receipt> sent = publisher.join().send(pin(1));
        run().awaitSoon(closed);

        run().receipt(sent);
        publisher.join().close();
        assertThat(run().failure(publisher.join().send(pin(2))).reason()).isEqualTo(Reason.CLOSED);
    }

    @Test
    default void closeReturnsInTimeWhileACallbackBlocks() throws InterruptedException {
        run().needs(Ability.THREADS);
        run().service.script(new Fault.Hold());
        Publisher publisher = run().open("linger", "0ms", "closeTimeout", "200ms");
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Void> inCallback = new CompletableFuture<>();
        CompletableFuture<Void> blocked = publisher.send(pin(1)).thenRun(() -> {
            inCallback.complete(null);
            ContractRun.awaitUninterruptibly(goOn);
        });
        run().releaseOnceRequested(1);
        run().await(inCallback);
        CompletableFuture<Receipt> behind = publisher.send(pin(2));
        Thread closing = new Thread(publisher::close);
        closing.start();
        try {
            closing.join(ContractRun.SOON.toMillis());
            assertThat(closing.isAlive()).as("close goes on").isFalse();
            assertThat(behind).as("its callback waits for the blocked one").isNotDone();
        } finally {
            goOn.countDown();
        }

        run().await(blocked);
        run().await(behind);
    }

    @Test
    default void noThreadIsLeftAfterClose() {
        run().needs(Ability.THREADS);
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Publisher publisher = run().open();
        run().receipts(sendPins(publisher, 10));

        publisher.close();

        run().awaitNoThreadBut(before);
    }

    @Test
    default void noSecretIsShown() {
        run().needs(Ability.SECRETS);
        run().service.otherwise(new Fault.RefuseRequest(Reason.UNAUTHENTICATED, null));
        Publisher publisher = run().open();

        PublishException failure = run().failure(publisher.send(pin(1)));

        assertThat(publisher.toString()).doesNotContain(run().harness.secret());
        for (Throwable shown = failure; shown != null; shown = shown.getCause()) {
            assertThat(shown.toString()).doesNotContain(run().harness.secret());
        }
    }
}

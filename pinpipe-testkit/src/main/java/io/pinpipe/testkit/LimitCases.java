package io.pinpipe.testkit;

import static io.pinpipe.testkit.ContractRun.pin;
import static io.pinpipe.testkit.ContractRun.pinOfBytes;
import static io.pinpipe.testkit.ContractRun.sendPins;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Requests and records stay within their limits, and are sent when they should be. */
interface LimitCases extends ContractCases {

    @Test
    default void noRequestCarriesMoreRecordsThanTheLimit() {
        run().needs(Ability.BATCHES);
        run().receipts(sendPins(run().open("batchRecords", "7"), 100));

        assertThat(run().service.requests()).allMatch(request -> request.records() <= 7);
    }

    @Test
    default void noRequestTakesMoreBytesThanTheLimit() {
        run().needs(Ability.BATCHES);
        run().receipts(sendPins(run().open("batchBytes", "2000"), 100));

        assertThat(run().service.requests()).hasSizeGreaterThan(1).allMatch(request -> request.bytes() <= 2000);
    }

    @Test
    default void aFullRequestGoesWithoutLingering() {
        run().needs(Ability.BATCHES);
        Publisher publisher = run().open("linger", "1h", "deliveryTimeout", "2h", "batchRecords", "10");

        run().receipts(sendPins(publisher, 10));

        assertThat(run().service.requests())
                .extracting(FakeService.Request::records)
                .containsExactly(10);
    }

    @Test
    default void aLoneEventGoesWhenItsLingerIsOver() {
        run().receipt(run().open("linger", "20ms").send(pin(1)));

        assertThat(run().heldPins()).hasSize(1);
    }

    @Test
    default void flushSendsAtOnceWhatLingers() {
        run().needs(Ability.BATCHES);
        Publisher publisher = run().open("linger", "1h", "deliveryTimeout", "2h");
        CompletableFuture<Receipt> future = publisher.send(pin(1));

        CompletableFuture<Void> flushed = publisher.flush();
        run().settleNow();
        run().await(flushed);

        assertThat(future).isCompleted();
    }

    @Test
    default void flushOfNothingIsDone() {
        CompletableFuture<Void> flushed = run().open().flush();
        run().await(flushed);

        assertThat(flushed).isCompleted();
    }

    @Test
    default void flushIsDoneAfterFailuresToo() {
        Publisher publisher = run().open();
        run().service
                .otherwise(new Fault.RefuseAll(
                        run().harness.fatalReasons().iterator().next()));
        List<CompletableFuture<Receipt>> futures = sendPins(publisher, 5);

        CompletableFuture<Void> flushed = publisher.flush();
        run().await(flushed);

        assertThat(flushed).isCompleted();
        assertThat(futures).allMatch(CompletableFuture::isCompletedExceptionally);
    }

    @Test
    default void flushWaitsForWhatIsInFlight() {
        run().service.script(new Fault.Hold());
        Publisher publisher = run().open();
        CompletableFuture<Receipt> held = publisher.send(pin(1));
        CompletableFuture<Void> flushed = publisher.flush();
        run().settleNow();

        assertThat(flushed).isNotDone();
        assertThat(held).isNotDone();
        run().releaseOnceRequested(1);
        run().await(flushed);

        assertThat(held).isCompleted();
    }

    @Test
    default void anEventAtTheRecordLimitPasses() {
        int limit = 5_000;
        int bytes = limit - run().harness.recordOverhead(1);

        run().receipt(run().open("recordBytes", "" + limit).send(pinOfBytes(1, bytes)));

        assertThat(run().heldPins()).hasSize(1);
    }

    @Test
    default void oneByteMoreFailsAloneAndItsNeighboursArrive() {
        int limit = 5_000;
        int bytes = limit - run().harness.recordOverhead(2);
        Publisher publisher = run().open("recordBytes", "" + limit);
        CompletableFuture<Receipt> before = publisher.send(pin(1));
        CompletableFuture<Receipt> tooLarge = publisher.send(pinOfBytes(2, bytes + 1));
        CompletableFuture<Receipt> after = publisher.send(pin(3));

        assertThat(run().failure(tooLarge).reason()).isEqualTo(Reason.TOO_LARGE);
        run().receipts(List.of(before, after));

        assertThat(run().heldPins()).extracting(FakeService.Held::key).containsExactlyInAnyOrder("1", "3");
    }

    @Test
    default void aRequestFoundTooLargeIsSplitAndArrivesWhole() {
        run().needs(Ability.BATCHES, Ability.SPLITS);
        run().service.script(new Fault.RefuseRequest(Reason.TOO_LARGE, null));
        Publisher publisher =
                run().open("linger", "1h", "deliveryTimeout", "2h", "batchRecords", "8", "requestsInFlight", "1");

        run().receipts(sendPins(publisher, 8));

        assertThat(run().service.requests().get(0).records()).isEqualTo(8);
        assertThat(run().service.requests().subList(1, run().service.requests().size()))
                .allMatch(request -> request.records() <= 4);
        assertThat(run().heldPins()).hasSize(8);
    }

    @Test
    default void aRecordFoundTooLargeByItselfFails() {
        run().needs(Ability.SPLITS);
        run().service.otherwise(new Fault.RefuseRequest(Reason.TOO_LARGE, null));

        assertThat(run().failure(run().open().send(pin(1))).reason()).isEqualTo(Reason.TOO_LARGE);
    }
}

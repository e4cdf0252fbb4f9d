package io.pinpipe.testkit;

import static io.pinpipe.testkit.ContractRun.pin;
import static io.pinpipe.testkit.ContractRun.sendPins;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.PublishException;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A missing, late or malformed response never counts as success, and possibly stored events are reported as such. */
interface SilenceCases extends ContractCases {

    @Test
    default void whatWasStoredBeforeTheConnectionWasCutIsReportedAsMaybeDuplicated() {
        run().needs(Ability.RETRIES);
        run().service.script(new Fault.StoreThenCut());

        Receipt receipt = run().receipt(run().open().send(pin(1)));

        assertThat(receipt.maybeDuplicated()).isTrue();
        assertThat(run().heldPins()).hasSize(2);
        assertThat(run().service.requests()).hasSize(2);
    }

    @Test
    default void whatWasCutBeforeItWasStoredIsDeliveredOnce() {
        run().needs(Ability.RETRIES);
        run().service.script(new Fault.CutBeforeStoring());

        run().receipt(run().open().send(pin(1)));

        assertThat(run().heldPins()).hasSize(1);
    }

    @Test
    default void silencePastTheDeadlineTimesOutAndReportsMaybeStored() {
        run().needs(Ability.SILENCE);
        run().service.otherwise(new Fault.StoreThenHang());

        PublishException failure = run().failure(
                        run().open("deliveryTimeout", run().shortDeadline(), "closeTimeout", "0ms")
                                .send(pin(1)));

        assertThat(failure.reason()).isEqualTo(Reason.TIMED_OUT);
        assertThat(failure.maybeStored()).isTrue();
    }

    @Test
    default void aRequestWithoutAnAnswerIsGivenUpAndSentAgain() {
        run().needs(Ability.SILENCE, Ability.RETRIES);
        run().service.script(new Fault.StoreThenHang());

        Receipt receipt = run().receipt(run().open("requestTimeout", "200ms").send(pin(1)));

        if (run().has(Ability.VIRTUAL_TIME)) {
            assertThat(receipt.attempts()).isEqualTo(2);
        } else {
            // On a real clock a response that is merely slow is abandoned, too.
            assertThat(receipt.attempts()).isGreaterThanOrEqualTo(2);
        }
        assertThat(receipt.maybeDuplicated()).isTrue();
    }

    @Test
    default void whatIsStoredAfterItWasGivenUpWasReportedAsMaybeStored() {
        run().needs(Ability.SILENCE);
        run().service.otherwise(new Fault.StoreLate());

        PublishException failure = run().failure(
                        run().open("deliveryTimeout", run().shortDeadline(), "closeTimeout", "0ms")
                                .send(pin(1)));
        run().releaseOnceRequested(1);

        assertThat(failure.maybeStored()).isTrue();
        assertThat(run().heldPins()).isNotEmpty();
    }

    @Test
    default void aServiceSlowerThanTheRequestTimeoutIsNotBuriedUnderRepetitions() {
        run().needs(Ability.SILENCE, Ability.RETRIES, Ability.BATCHES);
        run().service.otherwise(new Fault.SlowByRecord(Duration.ofMillis(5)));
        Publisher publisher = run().open("batchRecords", "100", "requestTimeout", "300ms", "linger", "50ms");

        run().receipts(sendPins(publisher, 200));

        if (run().has(Ability.VIRTUAL_TIME)) {
            assertThat(run().heldPins()).hasSizeLessThan(3 * 200);
        }
    }

    @Test
    default void aSlowAnswerIsAnAnswer() {
        run().service.script(new Fault.Slow(Duration.ofMillis(150)));

        Receipt receipt = run().receipt(run().open().send(pin(1)));

        assertThat(receipt.maybeDuplicated()).isFalse();
        assertThat(run().heldPins()).hasSize(1);
    }

    @Test
    default void anAnswerWithTooFewResultsIsNoSuccess() {
        run().needs(Ability.ANSWERS_THAT_DO_NOT_FIT);
        isNoSuccess(new Fault.ShortReply());
    }

    @Test
    default void anAnswerWithTooManyResultsIsNoSuccess() {
        run().needs(Ability.ANSWERS_THAT_DO_NOT_FIT, Ability.PARTIAL_ANSWERS);
        isNoSuccess(new Fault.LongReply());
    }

    @Test
    default void anAnswerThatIsGarbageIsNoSuccess() {
        run().needs(Ability.ANSWERS_THAT_DO_NOT_FIT);
        isNoSuccess(new Fault.Garbage());
    }

    @Test
    default void anAnswerWithoutAPositionIsNoSuccess() {
        run().needs(Ability.ANSWERS_THAT_DO_NOT_FIT);
        isNoSuccess(new Fault.NoPosition());
    }

    private void isNoSuccess(Fault answer) {
        run().service.otherwise(answer);

        List<CompletableFuture<Receipt>> futures = sendPins(run().open(), 3);

        for (CompletableFuture<Receipt> future : futures) {
            PublishException failure = run().failure(future);
            assertThat(failure.reason()).isEqualTo(Reason.PROTOCOL);
            assertThat(failure.maybeStored()).isTrue();
        }
    }
}

package io.pinpipe.testkit;

import static io.pinpipe.testkit.ContractRun.json;
import static io.pinpipe.testkit.ContractRun.pin;
import static io.pinpipe.testkit.ContractRun.sendPins;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Kind;
import io.pinpipe.Message;
import io.pinpipe.PublishException;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Refused records are retried or fail, without affecting others. */
interface RefusalCases extends ContractCases {

    @Test
    default void onlyTheRefusedRecordsAreSentAgain() {
        run().needs(Ability.BATCHES, Ability.PARTIAL_ANSWERS, Ability.RETRIES);
        run().service.script(new Fault.RefuseSome(Reason.THROTTLED, List.of(1, 3)));
        Publisher publisher = run().open("batchRecords", "5", "linger", "1h", "deliveryTimeout", "2h");

        List<Receipt> receipts = run().receipts(sendPins(publisher, 5));

        assertThat(run().service.requests())
                .extracting(FakeService.Request::records)
                .containsExactly(5, 2);
        assertThat(receipts).extracting(Receipt::attempts).containsExactly(1, 2, 1, 2, 1);
        assertThat(run().heldPins()).extracting(FakeService.Held::key).doesNotHaveDuplicates();
    }

    @Test
    default void aRecordRefusedForGoodDoesNotFailItsSiblings() {
        run().needs(Ability.BATCHES, Ability.PARTIAL_ANSWERS);
        Reason fatal = run().harness.fatalReasons().iterator().next();
        run().service.script(new Fault.RefuseSome(fatal, List.of(2)));
        Publisher publisher = run().open("batchRecords", "5", "linger", "1h", "deliveryTimeout", "2h");

        List<CompletableFuture<Receipt>> futures = sendPins(publisher, 5);

        assertThat(run().failure(futures.get(2)).reason()).isEqualTo(fatal);
        run().receipts(List.of(futures.get(0), futures.get(1), futures.get(3), futures.get(4)));
    }

    @Test
    default void eachReasonThatIsFinalIsNotTriedAgain() {
        for (Reason fatal : run().harness.fatalReasons()) {
            int before = run().service.requests().size();
            run().service.script(new Fault.RefuseAll(fatal));

            PublishException failure = run().failure(run().open().send(pin(1)));

            assertThat(failure.reason()).isEqualTo(fatal);
            assertThat(failure.maybeStored()).as("%s is certain", fatal).isFalse();
            assertThat(run().service.requests()).as("requests for %s", fatal).hasSize(before + 1);
        }
        assertThat(run().heldPins()).isEmpty();
    }

    @Test
    default void aFailureNamesKeyAndDestinationAndCarriesTheMessage() {
        run().service
                .script(new Fault.RefuseAll(
                        run().harness.fatalReasons().iterator().next()));

        PublishException failure = run().failure(run().open().send(pin(7528)));

        assertThat(failure)
                .hasMessageContaining("7528")
                .hasMessageContaining(run().harness.destination(Kind.PIN));
        Message failed = Objects.requireNonNull(failure.failedMessage());
        assertThat(new String(failed.value(), UTF_8)).isEqualTo(json(pin(7528)));
    }

    @Test
    default void aRefusalThatMayHaveBeenStoredIsReportedAsMaybeDuplicated() {
        run().needs(Ability.RETRIES);
        run().service.script(new Fault.RefuseAll(Reason.UNAVAILABLE));

        Receipt receipt = run().receipt(run().open().send(pin(1)));

        assertThat(receipt.maybeDuplicated()).isTrue();
    }

    @Test
    default void aThrottledRecordIsCertainNotToBeDuplicated() {
        run().needs(Ability.RETRIES);
        run().service.script(new Fault.RefuseAll(Reason.THROTTLED));

        Receipt receipt = run().receipt(run().open().send(pin(1)));

        assertThat(receipt.maybeDuplicated()).isFalse();
    }

    @Test
    default void theDeadlineEndsTheRetries() {
        run().needs(Ability.RETRIES);
        run().service.otherwise(new Fault.RefuseAll(Reason.THROTTLED));

        PublishException failure = run().failure(
                        run().open("deliveryTimeout", run().shortDeadline()).send(pin(1)));

        assertThat(failure.reason()).isEqualTo(Reason.TIMED_OUT);
        if (run().has(Ability.VIRTUAL_TIME)) {
            // Where attempts take time, the deadline may expire during one.
            assertThat(failure.maybeStored()).isFalse();
        }
        assertThat(failure.attempts()).isPositive();
        assertThat(failure).hasMessageContaining("THROTTLED");
    }

    @Test
    default void waitsBetweenAttemptsStayWithinTheBackoff() {
        run().needs(Ability.RETRIES, Ability.VIRTUAL_TIME);
        run().service.otherwise(new Fault.RefuseAll(Reason.THROTTLED));

        run().failure(run().open("backoff", "100ms", "backoffMax", "1s", "deliveryTimeout", "60s")
                .send(pin(1)));

        List<FakeService.Request> requests = run().service.requests();
        assertThat(requests).hasSizeGreaterThan(60);
        long ceiling = Duration.ofMillis(100).toNanos();
        for (int i = 1; i < requests.size(); i++) {
            long waited = requests.get(i).receivedAt() - requests.get(i - 1).receivedAt();
            assertThat(waited).as("wait before attempt %d", i + 1).isBetween(0L, ceiling);
            ceiling = Math.min(2 * ceiling, Duration.ofSeconds(1).toNanos());
        }
    }

    @Test
    default void theWaitOfABatchIsDrawnOnceAndNotTheLongestOfItsRecords() {
        run().needs(Ability.RETRIES, Ability.BATCHES, Ability.VIRTUAL_TIME);
        Duration waited = Duration.ZERO;
        for (int i = 0; i < 40; i++) {
            Publisher publisher = run().open("backoff", "1s", "backoffMax", "1s", "batchRecords", "50");
            run().service.script(new Fault.RefuseAll(Reason.THROTTLED));
            for (Receipt receipt : run().receipts(sendPins(publisher, 50))) {
                waited = waited.plus(receipt.elapsed());
            }
        }

        assertThat(waited.dividedBy(40 * 50)).isBetween(Duration.ofMillis(300), Duration.ofMillis(700));
    }

    @Test
    default void aWaitThatTheServiceAsksForIsHonoured() {
        run().needs(Ability.RETRIES, Ability.RETRY_AFTER);
        run().service.script(new Fault.RefuseRequest(Reason.THROTTLED, "1"));

        run().receipt(run().open().send(pin(1)));

        List<FakeService.Request> requests = run().service.requests();
        assertThat(requests.get(1).receivedAt() - requests.get(0).receivedAt())
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
    }

    @Test
    default void aMalformedWaitIsIgnored() {
        run().needs(Ability.RETRIES, Ability.RETRY_AFTER);
        run().service.script(new Fault.RefuseRequest(Reason.THROTTLED, "soon"));

        assertThat(run().receipt(run().open().send(pin(1))).attempts()).isEqualTo(2);
    }

    @Test
    default void anUnknownDestinationFailsNotFoundAtOnce() {
        run().service.otherwise(new Fault.RefuseRequest(Reason.NOT_FOUND, null));

        PublishException failure = run().failure(run().open().send(pin(1)));

        assertThat(failure.reason()).isEqualTo(Reason.NOT_FOUND);
        assertThat(run().service.requests()).hasSize(1);
    }

    @Test
    default void wrongCredentialsMakeNoStormOfRetries() {
        run().service.otherwise(new Fault.RefuseRequest(Reason.UNAUTHENTICATED, null));
        Publisher publisher = run().open();

        for (CompletableFuture<Receipt> future : sendPins(publisher, 20)) {
            assertThat(run().failure(future).reason()).isEqualTo(Reason.UNAUTHENTICATED);
        }
        assertThat(run().service.requests()).hasSizeLessThanOrEqualTo(40);
    }

    @Test
    default void aStormOfThrottlingIsMetWithFewRequests() {
        run().needs(Ability.RETRIES, Ability.BATCHES, Ability.VIRTUAL_TIME);
        run().service.otherwise(new Fault.RefuseAll(Reason.THROTTLED));
        Publisher publisher =
                run().open("backoff", "100ms", "backoffMax", "10s", "deliveryTimeout", "60s", "batchRecords", "50");

        sendPins(publisher, 500).forEach(future -> run().failure(future));

        assertThat(run().service.requests()).hasSizeBetween(10, 400);
        assertThat(run().heldPins()).isEmpty();
    }
}

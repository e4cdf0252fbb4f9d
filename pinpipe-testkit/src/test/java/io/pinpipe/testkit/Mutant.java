package io.pinpipe.testkit;

import io.pinpipe.Message;
import io.pinpipe.Reason;
import io.pinpipe.transport.BatchTransport;
import io.pinpipe.transport.BatchTransport.Batch;
import io.pinpipe.transport.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** A transport with one fault, and the case that must catch it. */
@SuppressWarnings("ImmutableEnumChecker") // the faults are lambdas that capture nothing
enum Mutant implements UnaryOperator<BatchTransport> {
    DROPS_THE_LAST_RECORD_AND_CONFIRMS_IT("thousandsOfEventsArriveOnceEach", (inner, batch) -> {
        List<Message> messages = batch.messages();
        if (messages.size() < 2) {
            return inner.attempt(batch);
        }
        Batch shorter = new Batch(batch.destination(), messages.subList(0, messages.size() - 1));
        return inner.attempt(shorter).thenApply(outcomes -> {
            List<Outcome> all = new ArrayList<>(outcomes);
            all.add(Outcome.stored("0", "-1"));
            return all;
        });
    }),
    SWAPS_THE_FIRST_AND_LAST_OUTCOME(
            "aRecordRefusedForGoodDoesNotFailItsSiblings",
            (inner, batch) -> inner.attempt(batch).thenApply(outcomes -> {
                List<Outcome> swapped = new ArrayList<>(outcomes);
                swapped.set(0, outcomes.get(outcomes.size() / 2));
                swapped.set(outcomes.size() / 2, outcomes.get(0));
                return swapped;
            })),
    REPORTS_ONE_OUTCOME_TOO_FEW(
            "anEventIsStoredOnceAndItsReceiptNamesWhere",
            (inner, batch) -> inner.attempt(batch).thenApply(outcomes -> outcomes.subList(0, outcomes.size() - 1))),
    RETRIES_BY_ITSELF(
            "eachReasonThatIsFinalIsNotTriedAgain",
            (inner, batch) -> inner.attempt(batch)
                    .thenCompose(outcomes -> outcomes.stream().anyMatch(Outcome.Refused.class::isInstance)
                            ? inner.attempt(batch)
                            : CompletableFuture.completedFuture(outcomes))),
    RETRIES_THE_WHOLE_BATCH(
            "onlyTheRefusedRecordsAreSentAgain",
            (inner, batch) -> inner.attempt(batch)
                    .thenApply(outcomes -> outcomes.stream().anyMatch(Outcome.Refused.class::isInstance)
                            ? Collections.nCopies(outcomes.size(), Outcome.again(Reason.THROTTLED, "all over again"))
                            : outcomes)),
    STORES_TWICE(
            "anEventIsStoredOnceAndItsReceiptNamesWhere",
            (inner, batch) -> inner.attempt(batch).thenCompose(outcomes -> inner.attempt(batch))),
    CONFIRMS_WHAT_WAS_REFUSED(
            "theDeadlineEndsTheRetries",
            (inner, batch) -> inner.attempt(batch)
                    .thenApply(outcomes -> outcomes.stream()
                            .map(outcome -> Outcome.stored("0", "0"))
                            .toList())),
    FORGETS_THAT_IT_MAY_BE_STORED(
            "whatWasStoredBeforeTheConnectionWasCutIsReportedAsMaybeDuplicated",
            (inner, batch) -> inner.attempt(batch)
                    .thenApply(outcomes -> outcomes.stream()
                            .map(outcome -> outcome instanceof Outcome.Refused why
                                    ? Outcome.again(why.reason(), why.detail())
                                    : outcome)
                            .toList())),
    SENDS_ALL_TO_ONE_DESTINATION(
            "theThreeKindsReachTheirThreeDestinations",
            (inner, batch) -> inner.attempt(new Batch("u.pin", batch.messages()))),
    GARBLES_WHAT_IS_NOT_ASCII("emojiOfFourBytesArriveAsTheyWereSent", (inner, batch) -> {
        List<Message> garbled =
                batch.messages().stream().map(message -> garbled(message)).toList();
        return inner.attempt(new Batch(batch.destination(), garbled));
    }),
    ASKS_FOR_A_LONG_WAIT_AFTER_EACH_REFUSAL(
            "anEventThatWasRefusedGoesBeforeThoseSentLater",
            (inner, batch) -> inner.attempt(batch).thenApply(outcomes -> waiting(outcomes, Duration.ofSeconds(10)))),
    ASKS_FOR_THE_LONGEST_WAIT(
            "theWaitOfABatchIsDrawnOnceAndNotTheLongestOfItsRecords",
            (inner, batch) -> inner.attempt(batch).thenApply(outcomes -> waiting(outcomes, Duration.ofSeconds(1)))),
    ANSWERS_FULL_REQUESTS_ONLY(
            "closeLeavesNothingToLingerBehindARequestInFlight",
            (inner, batch) -> batch.messages().size() < 10 ? new CompletableFuture<>() : inner.attempt(batch)),
    HIDES_THAT_IT_WENT_UNANSWERED("aServiceSlowerThanTheRequestTimeoutIsNotBuriedUnderRepetitions", (inner, batch) -> {
        CompletionStage<List<Outcome>> answer = inner.attempt(batch);
        return batch.messages().size() <= 20
                ? answer
                : CompletableFuture.completedFuture(Collections.nCopies(
                        batch.messages().size(), Outcome.again(Reason.UNAVAILABLE, "certainly not stored")));
    }),
    TAKES_EVERY_REFUSAL_FOR_SILENCE(
            "aRecordFoundTooLargeByItselfFails",
            (inner, batch) -> inner.attempt(batch)
                    .thenApply(outcomes -> outcomes.stream()
                            .map(outcome -> outcome instanceof Outcome.Refused why
                                    ? Outcome.unanswered(why.detail(), null)
                                    : outcome)
                            .toList()));

    private final String caughtBy;
    private final BiFunction<BatchTransport, Batch, CompletionStage<List<Outcome>>> fault;

    Mutant(String caughtBy, BiFunction<BatchTransport, Batch, CompletionStage<List<Outcome>>> fault) {
        this.caughtBy = caughtBy;
        this.fault = fault;
    }

    String caughtBy() {
        return caughtBy;
    }

    @Override
    public BatchTransport apply(BatchTransport inner) {
        return new BatchTransport() {
            @Override
            public CompletionStage<List<Outcome>> attempt(Batch batch) {
                return fault.apply(inner, batch);
            }

            @Override
            public void close() {
                inner.close();
            }
        };
    }

    private static List<Outcome> waiting(List<Outcome> outcomes, Duration wait) {
        return outcomes.stream()
                .map(outcome -> outcome instanceof Outcome.Refused why
                        ? new Outcome.Refused(
                                why.reason(), why.detail(), why.retriable(), why.maybeStored(), wait, why.cause())
                        : outcome)
                .toList();
    }

    private static Message garbled(Message message) {
        String text = new String(message.value(), StandardCharsets.UTF_8);
        return Message.of(message.destination(), message.key(), text.getBytes(StandardCharsets.US_ASCII));
    }
}

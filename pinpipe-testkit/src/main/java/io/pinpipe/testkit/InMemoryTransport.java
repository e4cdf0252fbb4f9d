package io.pinpipe.testkit;

import io.pinpipe.Reason;
import io.pinpipe.testkit.FakeService.Answer;
import io.pinpipe.testkit.FakeService.Incoming;
import io.pinpipe.testkit.FakeService.Result;
import io.pinpipe.transport.BatchTransport;
import io.pinpipe.transport.BatchTransport.Batch;
import io.pinpipe.transport.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Passes batches directly to a {@link FakeService}. Thread-safe. */
final class InMemoryTransport implements BatchTransport {

    private final FakeService service;
    private final BiConsumer<Duration, Runnable> timer;

    InMemoryTransport(FakeService service, BiConsumer<Duration, Runnable> timer) {
        this.service = service;
        this.timer = timer;
    }

    @Override
    public CompletionStage<List<Outcome>> attempt(Batch batch) {
        long bytes = batch.messages().stream()
                .mapToLong(message -> message.value().length)
                .sum();
        List<Incoming> records = batch.messages().stream()
                .map(message -> new Incoming(
                        message.partitionKey(), new String(message.value(), StandardCharsets.UTF_8), message.headers()))
                .toList();
        FakeService.Timed timed = service.receive(batch.destination(), records, bytes);
        CompletableFuture<List<Outcome>> outcomes = new CompletableFuture<>();
        timed.after().thenRun(() -> {
            if (timed.delay().isZero()) {
                answer(outcomes, timed.answer(), records.size());
            } else {
                timer.accept(timed.delay(), () -> answer(outcomes, timed.answer(), records.size()));
            }
        });
        return outcomes;
    }

    @Override
    public boolean carriesHeaders() {
        return true;
    }

    @Override
    public void close() {
        // nothing to release
    }

    private static void answer(CompletableFuture<List<Outcome>> outcomes, Answer answer, int records) {
        if (answer instanceof Answer.Reply reply) {
            outcomes.complete(
                    reply.results().stream().map(InMemoryTransport::outcome).toList());
        } else if (answer instanceof Answer.Refusal refusal) {
            Outcome.Refused refused = refused(refusal.reason(), duration(refusal.retryAfter()), true);
            outcomes.complete(Collections.nCopies(records, refused));
        } else if (answer instanceof Answer.Cut) {
            outcomes.complete(
                    Collections.nCopies(records, Outcome.unanswered("the service closed the connection", null)));
        } else if (answer instanceof Answer.Nonsense) {
            outcomes.complete(List.of());
        }
    }

    private static Outcome outcome(Result result) {
        if (result.refusal() != null) {
            return refused(result.refusal(), null, false);
        }
        Long position = result.position();
        return position == null
                ? Outcome.protocol("the service did not report where it stored the record")
                : Outcome.stored("0", position.toString());
    }

    private static Outcome.Refused refused(Reason reason, @Nullable Duration retryAfter, boolean wholeRequest) {
        boolean retriable = switch (reason) {
            case THROTTLED, UNAVAILABLE -> true;
            case TOO_LARGE -> wholeRequest;
            default -> false;
        };
        String detail = "the fake service answered " + reason + ", as scripted";
        return new Outcome.Refused(reason, detail, retriable, reason == Reason.UNAVAILABLE, retryAfter, null);
    }

    private static @Nullable Duration duration(@Nullable String retryAfter) {
        try {
            return retryAfter == null ? null : Duration.parse("PT" + retryAfter + "S");
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}

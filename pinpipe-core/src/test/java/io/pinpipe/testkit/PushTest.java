package io.pinpipe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Neither flush nor close waits for the linger, whatever is in flight when they are called; in virtual time. */
class PushTest {

    private final VirtualRuntime runtime = new VirtualRuntime();
    private final FakeService service = new FakeService(runtime::nanoTime);

    private InMemoryPublisher open() {
        service.otherwise(new Fault.Slow(Duration.ofMillis(100)));
        return InMemoryPublisher.builder()
                .userId("u")
                .runtime(runtime)
                .service(service)
                .timer((delay, task) -> runtime.schedule(delay.toNanos(), task))
                .linger(Duration.ofSeconds(60))
                .requestsInFlight(1)
                .build();
    }

    @Test
    void closeDeliversAllAtOnceAlthoughARequestIsInFlight() {
        InMemoryPublisher publisher = open();
        List<CompletableFuture<Receipt>> futures = ContractRun.sendPins(publisher, 1_200);
        runtime.runDue();

        publisher.close();

        assertThat(futures).noneMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(runtime.elapsed()).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void flushSendsAtOnceWhatIsReadyLaterAndWasAcceptedBefore() {
        InMemoryPublisher publisher = open();
        List<CompletableFuture<Receipt>> futures = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            futures.add(publisher.send(ContractRun.pin(7, "event " + i)));
        }
        CompletableFuture<Void> flushed = publisher.flush();
        ContractRun.sendPins(publisher, 1);
        runtime.advance(Duration.ofSeconds(1));

        assertThat(flushed).isDone();
        assertThat(futures).allMatch(CompletableFuture::isDone);
        publisher.close();
    }

    @Test
    void whatIsSentAfterAFlushLingers() {
        InMemoryPublisher publisher = open();
        CompletableFuture<Receipt> before = publisher.send(ContractRun.pin(1));
        publisher.flush();
        runtime.advance(Duration.ofSeconds(1));
        CompletableFuture<Receipt> after = publisher.send(ContractRun.pin(2));
        runtime.advance(Duration.ofSeconds(30));

        assertThat(before).isDone();
        assertThat(after).isNotDone();
        publisher.close();
    }
}

package io.pinpipe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Message;
import io.pinpipe.Publisher;
import io.pinpipe.Receipt;
import io.pinpipe.transport.BatchTransport;
import io.pinpipe.transport.BatchTransport.Batch;
import io.pinpipe.transport.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** An abandoned attempt neither starts nor sees its values released. */
class GivenUpAttemptsTest {

    private static BatchTransport transport(Function<Batch, CompletionStage<List<Outcome>>> attempt) {
        return new BatchTransport() {
            @Override
            public CompletionStage<List<Outcome>> attempt(Batch batch) {
                return attempt.apply(batch);
            }

            @Override
            public void close() {
                // nothing to release
            }
        };
    }

    private static CompletableFuture<List<Outcome>> stored(Batch batch) {
        return CompletableFuture.completedFuture(
                Collections.nCopies(batch.messages().size(), Outcome.stored("0", "1")));
    }

    @Test
    void aTransportThatIsLateStillReadsTheValue() {
        VirtualRuntime runtime = new VirtualRuntime();
        List<Message> carried = new ArrayList<>();
        InMemoryPublisher publisher = InMemoryPublisher.builder()
                .userId("u")
                .runtime(runtime)
                .requestTimeout(Duration.ofSeconds(1))
                .wrap(inner -> transport(batch -> {
                    carried.addAll(batch.messages());
                    return carried.size() == 1 ? new CompletableFuture<>() : stored(batch);
                }))
                .build();
        CompletableFuture<Receipt> future = publisher.send(ContractRun.pin(1));
        runtime.advance(Duration.ofMinutes(1));

        assertThat(future).isCompleted();
        assertThat(carried).hasSize(2).allMatch(message -> message.value().length > 0);
        publisher.close();
    }

    @Test
    void anInterruptedCloseEmptiesNoValueThatIsBeingSubmitted() throws InterruptedException {
        CountDownLatch handing = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        CompletableFuture<Integer> length = new CompletableFuture<>();
        Publisher publisher = InMemoryPublisher.builder()
                .userId("u")
                .wrap(inner -> transport(batch -> {
                    handing.countDown();
                    awaitUninterruptibly(ended);
                    length.complete(batch.messages().get(0).value().length);
                    return stored(batch);
                }))
                .build();
        CompletableFuture<Receipt> future = publisher.send(ContractRun.pin(1));
        Thread closer = new Thread(publisher::close);
        handing.await();
        closer.start();
        ContractRun.awaitBlocked(closer);
        closer.interrupt();
        ContractRun.poll("the event has ended", future::isDone);
        ContractRun.poll(
                "close has given the attempt up",
                () -> closer.getState() == Thread.State.TIMED_WAITING || !closer.isAlive());
        ended.countDown();
        closer.join();

        assertThat(length).succeedsWithin(Duration.ofMinutes(1)).isNotEqualTo(0);
    }

    @Test
    void nothingIsSubmittedAfterAnInterruptedClose() {
        AtomicInteger late = new AtomicInteger();
        AtomicInteger empty = new AtomicInteger();
        for (int round = 0; round < 500; round++) {
            AtomicBoolean closed = new AtomicBoolean();
            Publisher publisher = InMemoryPublisher.builder()
                    .userId("u")
                    .linger(Duration.ZERO)
                    .batchRecords(1)
                    .wrap(inner -> transport(batch -> {
                        boolean before = closed.get();
                        empty.addAndGet(batch.messages().get(0).value().length == 0 ? 1 : 0);
                        late.addAndGet(before ? 1 : 0);
                        return stored(batch);
                    }))
                    .build();
            ContractRun.sendPins(publisher, 1 + round % 20);
            Thread.currentThread().interrupt();
            publisher.close();
            closed.set(true);
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(late).hasValue(0);
        assertThat(empty).hasValue(0);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

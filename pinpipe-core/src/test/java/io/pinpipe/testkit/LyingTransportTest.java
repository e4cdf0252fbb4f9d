package io.pinpipe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.PublishException;
import io.pinpipe.PublishListener;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import io.pinpipe.transport.BatchTransport;
import io.pinpipe.transport.BatchTransport.Batch;
import io.pinpipe.transport.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A transport that misreports its outcomes cannot make the engine lose or invent one. */
class LyingTransportTest {

    private static final int SEEDS = 300;
    private static final int SENDS = 100;

    /** Answers a batch in every wrong way, and occasionally correctly. */
    private static final class Liar implements BatchTransport {

        private final SplittableRandom random;

        Liar(long seed) {
            this.random = new SplittableRandom(seed);
        }

        @Override
        @SuppressWarnings("NullAway") // nulls are among the lies
        public CompletionStage<List<Outcome>> attempt(Batch batch) {
            int size = batch.messages().size();
            Outcome stored = Outcome.stored("0", "1");
            return switch (random.nextInt(10)) {
                case 0 -> null;
                case 1 -> throw new IllegalStateException("a lie");
                case 2 -> CompletableFuture.failedFuture(new OutOfMemoryError("a lie"));
                case 3 -> CompletableFuture.completedFuture(null);
                case 4 -> CompletableFuture.completedFuture(Collections.nCopies(size - 1, stored));
                case 5 -> CompletableFuture.completedFuture(Collections.nCopies(size + 1, stored));
                case 6 -> CompletableFuture.completedFuture(new ArrayList<>(Arrays.asList(new Outcome[size])));
                case 7 -> new CompletableFuture<>();
                case 8 ->
                    CompletableFuture.completedFuture(
                            Collections.nCopies(size, Outcome.again(Reason.THROTTLED, "a lie")));
                default -> CompletableFuture.completedFuture(Collections.nCopies(size, stored));
            };
        }

        @Override
        public void close() {
            throw new IllegalStateException("a last lie");
        }
    }

    @Test
    void everyEventEndsOnceWhateverTheTransportReports() {
        for (long seed = 0; seed < SEEDS; seed++) {
            int[] endings = new int[SENDS];
            InMemoryPublisher publisher = open(seed, new PublishListener() {});
            for (int i = 0; i < SENDS; i++) {
                int number = i;
                publisher.send(ContractRun.pin(i % 20)).whenComplete((receipt, failure) -> endings[number]++);
            }
            publisher.close();

            assertThat(endings).as("seed %d", seed).containsOnly(1);
        }
    }

    @Test
    void theListenerHearsOfAsManyEndingsAsOfAcceptedEvents() {
        for (long seed = 0; seed < SEEDS; seed++) {
            int[] counts = new int[2];
            InMemoryPublisher publisher = open(seed, new PublishListener() {
                @Override
                public void accepted(String destination, int bytes, Duration waited) {
                    counts[0]++;
                }

                @Override
                public void delivered(Receipt receipt) {
                    counts[1]++;
                }

                @Override
                public void failed(String destination, PublishException failure) {
                    counts[1]++;
                }
            });
            ContractRun.sendPins(publisher, SENDS);
            publisher.close();

            assertThat(counts[1]).as("seed %d", seed).isEqualTo(counts[0]).isPositive();
        }
    }

    @Test
    void noRoomIsLostToLies() {
        for (long seed = 0; seed < SEEDS; seed++) {
            GaugeReader listener = new GaugeReader();
            VirtualRuntime runtime = new VirtualRuntime(seed);
            InMemoryPublisher publisher = open(seed, runtime, listener);
            ContractRun.sendPins(publisher, SENDS);
            runtime.advance(Duration.ofHours(1));

            assertThat(listener.gauges().bufferedBytes()).as("seed %d", seed).isZero();
            publisher.close();
        }
    }

    private static InMemoryPublisher open(long seed, PublishListener listener) {
        return open(seed, new VirtualRuntime(seed), listener);
    }

    private static InMemoryPublisher open(long seed, VirtualRuntime runtime, PublishListener listener) {
        return InMemoryPublisher.builder()
                .userId("u")
                .runtime(runtime)
                .wrap(inner -> new Liar(seed))
                .batchRecords(7)
                .listener(listener)
                .build();
    }
}

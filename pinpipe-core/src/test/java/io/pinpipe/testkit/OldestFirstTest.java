package io.pinpipe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import io.pinpipe.transport.BatchTransport;
import io.pinpipe.transport.BatchTransport.Batch;
import io.pinpipe.transport.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Events are sent oldest first, even after a refusal or behind their key; in virtual time. */
class OldestFirstTest {

    private final VirtualRuntime runtime = new VirtualRuntime(1);

    /** Takes a second for each request; refuses every fiftieth key once. */
    private final class Refusing implements BatchTransport {

        private final Set<Long> refusedBefore = new HashSet<>();
        private final int everyKey;

        Refusing(int everyKey) {
            this.everyKey = everyKey;
        }

        @Override
        public CompletionStage<List<Outcome>> attempt(Batch batch) {
            List<Outcome> outcomes = new ArrayList<>();
            for (var message : batch.messages()) {
                long key = Long.parseLong(String.valueOf(message.key()));
                outcomes.add(
                        key % everyKey == 0 && refusedBefore.add(key)
                                ? Outcome.again(Reason.THROTTLED, "once")
                                : Outcome.stored("0", "1"));
            }
            CompletableFuture<List<Outcome>> answer = new CompletableFuture<>();
            runtime.schedule(Duration.ofSeconds(1).toNanos(), () -> answer.complete(outcomes));
            return answer;
        }

        @Override
        public void close() {
            // memory
        }
    }

    private InMemoryPublisher open(BatchTransport transport) {
        return InMemoryPublisher.builder()
                .userId("u")
                .runtime(runtime)
                .wrap(inner -> transport)
                .bufferBytes(1L << 30)
                .build();
    }

    private static long failed(List<CompletableFuture<Receipt>> futures) {
        return futures.stream()
                .filter(CompletableFuture::isCompletedExceptionally)
                .count();
    }

    @Test
    void whatWasRefusedOnceTimesOutNoMoreOftenThanWhatWasNot() {
        InMemoryPublisher publisher = open(new Refusing(50));

        // 4 requests of 500 a second: 240,000 events fit into the delivery timeout of 120 s.
        List<CompletableFuture<Receipt>> futures = ContractRun.sendPins(publisher, 200_000);
        runtime.advance(Duration.ofMinutes(10));

        assertThat(failed(futures)).isZero();
        publisher.close();
    }

    @Test
    void aKeyThatIsSentOftenIsNotQueuedBehindWhatCameLater() {
        InMemoryPublisher publisher = open(new Refusing(Integer.MAX_VALUE));
        List<CompletableFuture<Receipt>> ofTheKey = new ArrayList<>();

        // One event of the key every two seconds, half the capacity of its lane, among 1,900 others a second.
        for (int second = 0; second < 400; second++) {
            if (second % 2 == 0) {
                ofTheKey.add(publisher.send(ContractRun.pin(1, "of the key " + second)));
            }
            int arriving = second == 0 ? 150_000 : 1_900;
            for (int i = 0; i < arriving; i++) {
                publisher.send(ContractRun.pin(10 + second * 200_000L + i));
            }
            runtime.advance(Duration.ofSeconds(1));
        }
        runtime.advance(Duration.ofMinutes(10));

        assertThat(failed(ofTheKey)).isZero();
        publisher.close();
    }
}

package io.pinpipe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A shard at its limits is kept just busy, in virtual time. */
class ThrottledShardTest {

    private static final int EVENTS = 20_000;

    private final VirtualRuntime runtime = new VirtualRuntime(1);
    private final ShardInMemory shard = new ShardInMemory(runtime);

    private InMemoryPublisher open() {
        return InMemoryPublisher.builder()
                .userId("u")
                .runtime(runtime)
                .wrap(inner -> shard)
                .bufferBytes(1L << 30)
                .build();
    }

    private static List<CompletableFuture<Receipt>> send(InMemoryPublisher publisher, int bytes) {
        return IntStream.range(0, EVENTS)
                .mapToObj(i -> publisher.send(ContractRun.pinOfBytes(i, bytes)))
                .toList();
    }

    /** The first second's records are sent immediately, the rest at the shard's rate. */
    private static Duration ideal(int bytes) {
        double perSecond = Math.min(ShardInMemory.RECORDS_A_SECOND, (double) ShardInMemory.BYTES_A_SECOND / bytes);
        return Duration.ofMillis((long) (1_000 * EVENTS / perSecond));
    }

    @ParameterizedTest
    @ValueSource(ints = {700, 2_000})
    void twentyThousandEventsTakeNoMuchLongerThanTheShardNeeds(int bytes) {
        InMemoryPublisher publisher = open();
        List<CompletableFuture<Receipt>> futures = send(publisher, bytes);
        runtime.advance(Duration.ofMinutes(2));

        assertThat(futures).allMatch(future -> future.isDone() && !future.isCompletedExceptionally());
        assertThat(shard.storedAt()).isLessThan(ideal(bytes).multipliedBy(13).dividedBy(10));
        assertThat(shard.longestIdle()).isLessThan(Duration.ofSeconds(1));
        publisher.close();
    }

    @Test
    void closeDeliversWhatTheShardCanTakeInItsTime() {
        InMemoryPublisher publisher = open();
        List<CompletableFuture<Receipt>> futures = send(publisher, 700);

        publisher.close();

        assertThat(futures).noneMatch(CompletableFuture::isCompletedExceptionally);
    }

    @Test
    void fewRecordsAreSentOnlyToBeRefused() {
        InMemoryPublisher publisher = open();
        send(publisher, 700);

        publisher.close();

        assertThat(shard.refused()).isLessThan(EVENTS / 4);
    }
}

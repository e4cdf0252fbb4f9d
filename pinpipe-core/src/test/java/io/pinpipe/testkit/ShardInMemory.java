package io.pinpipe.testkit;

import io.pinpipe.Message;
import io.pinpipe.Reason;
import io.pinpipe.transport.BatchTransport;
import io.pinpipe.transport.BatchTransport.Batch;
import io.pinpipe.transport.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One shard of Kinesis in virtual time: limited records and bytes a second, refusing single records. */
final class ShardInMemory implements BatchTransport {

    static final int RECORDS_A_SECOND = 1_000;
    static final int BYTES_A_SECOND = 1 << 20;

    private static final Duration LATENCY = Duration.ofMillis(20);

    private final VirtualRuntime runtime;
    private double records = RECORDS_A_SECOND;
    private double bytes = BYTES_A_SECOND;
    private Duration refilledAt = Duration.ZERO;
    private Duration storedAt = Duration.ZERO;
    private Duration longestIdle = Duration.ZERO;
    private long stored;
    private long refused;

    ShardInMemory(VirtualRuntime runtime) {
        this.runtime = runtime;
    }

    /** The number of records stored. */
    long stored() {
        return stored;
    }

    /** The number of refusals of records. */
    long refused() {
        return refused;
    }

    /** The time of the last store. */
    Duration storedAt() {
        return storedAt;
    }

    /** The longest time between two stores. */
    Duration longestIdle() {
        return longestIdle;
    }

    @Override
    public CompletionStage<List<Outcome>> attempt(Batch batch) {
        refill();
        List<Outcome> outcomes = new ArrayList<>();
        for (Message message : batch.messages()) {
            outcomes.add(store(message));
        }
        CompletableFuture<List<Outcome>> answer = new CompletableFuture<>();
        runtime.schedule(LATENCY.toNanos(), () -> answer.complete(outcomes));
        return answer;
    }

    @Override
    public void close() {
        // memory
    }

    private Outcome store(Message message) {
        int size = message.value().length;
        if (records < 1 || bytes < size) {
            refused++;
            return Outcome.again(Reason.THROTTLED, "the shard takes no more this second");
        }
        records--;
        bytes -= size;
        Duration now = runtime.elapsed();
        if (now.minus(storedAt).compareTo(longestIdle) > 0) {
            longestIdle = now.minus(storedAt);
        }
        storedAt = now;
        return Outcome.stored("shardId-0", Long.toString(stored++));
    }

    private void refill() {
        Duration now = runtime.elapsed();
        double seconds = now.minus(refilledAt).toNanos() / 1e9;
        records = Math.min(RECORDS_A_SECOND, records + seconds * RECORDS_A_SECOND);
        bytes = Math.min(BYTES_A_SECOND, bytes + seconds * BYTES_A_SECOND);
        refilledAt = now;
    }
}

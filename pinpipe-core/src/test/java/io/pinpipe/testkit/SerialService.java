package io.pinpipe.testkit;

import io.pinpipe.Message;
import io.pinpipe.transport.BatchTransport;
import io.pinpipe.transport.BatchTransport.Batch;
import io.pinpipe.transport.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A service in virtual time that works on one request after another, for so long a record, whether or not anybody still
 * waits for the answer.
 */
final class SerialService implements BatchTransport {

    private final VirtualRuntime runtime;
    private final Duration perRecord;
    private final Map<Long, Integer> copies = new HashMap<>();
    private Duration busyUntil = Duration.ZERO;
    private long stored;

    SerialService(VirtualRuntime runtime, Duration perRecord) {
        this.runtime = runtime;
        this.perRecord = perRecord;
    }

    long stored() {
        return stored;
    }

    int distinct() {
        return copies.size();
    }

    @Override
    public CompletionStage<List<Outcome>> attempt(Batch batch) {
        List<Long> keys = batch.messages().stream()
                .map(message -> Long.parseLong(String.valueOf(message.key())))
                .toList();
        Duration now = runtime.elapsed();
        Duration start = busyUntil.compareTo(now) > 0 ? busyUntil : now;
        busyUntil = start.plus(perRecord.multipliedBy(keys.size()));
        CompletableFuture<List<Outcome>> answer = new CompletableFuture<>();
        runtime.schedule(busyUntil.minus(now).toNanos(), () -> {
            List<Outcome> outcomes = new ArrayList<>();
            for (long key : keys) {
                copies.merge(key, 1, Integer::sum);
                outcomes.add(Outcome.stored("0", Long.toString(stored++)));
            }
            answer.complete(outcomes);
        });
        return answer;
    }

    @Override
    public int recordBytes(Message message) {
        return message.value().length;
    }

    @Override
    public void close() {
        // memory
    }
}

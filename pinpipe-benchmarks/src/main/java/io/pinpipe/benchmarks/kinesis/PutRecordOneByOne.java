package io.pinpipe.benchmarks.kinesis;

import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.benchmarks.compare.Paced;
import io.pinpipe.benchmarks.json.Databind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Phaser;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;

/**
 * {@code PutRecord}, each after the previous response; a few thousand per run. At a steady rate requests do not wait
 * for each other.
 */
final class PutRecordOneByOne extends SdkCandidate implements Paced {

    private static final int RECORDS = 2_000;

    private final Phaser unanswered = new Phaser(1);

    PutRecordOneByOne(Supplier<KinesisTarget> targets, GeneratedPins pins) {
        super("PutRecord, in sequence", targets, pins);
    }

    @Override
    public long records() {
        return Math.min(RECORDS, pins.size());
    }

    @Override
    public long run() {
        for (long index = 0; index < records(); index++) {
            put(index).join();
        }
        return records();
    }

    @Override
    public void send(long index, Runnable stored) {
        unanswered.register();
        put(index).whenComplete((answer, failure) -> {
            if (failure == null) {
                stored.run();
            }
            unanswered.arriveAndDeregister();
        });
    }

    @Override
    public void flush() {
        unanswered.arriveAndAwaitAdvance();
    }

    private CompletableFuture<PutRecordResponse> put(long index) {
        String key = Long.toString(index);
        SdkBytes data = SdkBytes.fromByteArrayUnsafe(Databind.encode(pins.get(index)));
        return client().putRecord(
                        request -> request.streamName(STREAM).partitionKey(key).data(data));
    }
}

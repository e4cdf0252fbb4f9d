package io.pinpipe.benchmarks.kinesis;

import io.pinpipe.Pin;
import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.json.PostJson;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** {@code PutRecords} of 500, four at a time. */
final class PutRecords extends SdkContestant {

    private static final int AT_A_TIME = 4;
    private static final int BATCH = 500;

    private final LongFunction<List<PutRecordsRequestEntry>> batches;

    private PutRecords(
            String name,
            Supplier<FarSide> farSides,
            GeneratedPins pins,
            LongFunction<List<PutRecordsRequestEntry>> batches) {
        super(name, farSides, pins);
        this.batches = batches;
        if (pins.size() % BATCH != 0) {
            throw new IllegalArgumentException("--records must be a multiple of " + BATCH + ", not " + pins.size());
        }
    }

    /** One whose entries were made before; beyond the pins that differ, they repeat. */
    static PutRecords ofReadyEntries(Supplier<FarSide> farSides, GeneratedPins pins) {
        List<List<PutRecordsRequestEntry>> ready = LongStream.range(
                        0, Math.min(pins.size(), GeneratedPins.DISTINCT) / BATCH)
                .mapToObj(batch -> entries(pins, batch, PostJson::encode))
                .toList();
        return new PutRecords(
                "PutRecords of 500, 4 at a time, ready entries",
                farSides,
                pins,
                batch -> ready.get((int) (batch % ready.size())));
    }

    /** One whose entries are encoded as they are sent. */
    static PutRecords encoding(
            String encoder, Supplier<FarSide> farSides, GeneratedPins pins, Function<Pin, byte[]> encode) {
        return new PutRecords(
                "PutRecords of 500, 4 at a time + " + encoder, farSides, pins, batch -> entries(pins, batch, encode));
    }

    @Override
    public long run() throws InterruptedException {
        AtomicLong stored = new AtomicLong();
        Semaphore free = new Semaphore(AT_A_TIME);
        for (long batch = 0; batch < pins.size() / BATCH; batch++) {
            free.acquire();
            List<PutRecordsRequestEntry> entries = batches.apply(batch);
            client().putRecords(request -> request.streamName(STREAM).records(entries))
                    .whenComplete((answer, failure) -> {
                        if (failure == null) {
                            stored.addAndGet(answer.records().size() - answer.failedRecordCount());
                        }
                        free.release();
                    });
        }
        free.acquire(AT_A_TIME);
        return stored.get();
    }

    private static List<PutRecordsRequestEntry> entries(GeneratedPins pins, long batch, Function<Pin, byte[]> encode) {
        return LongStream.range(batch * BATCH, (batch + 1) * BATCH)
                .mapToObj(index -> PutRecordsRequestEntry.builder()
                        .partitionKey(Long.toString(index))
                        .data(SdkBytes.fromByteArrayUnsafe(encode.apply(pins.get(index))))
                        .build())
                .toList();
    }
}

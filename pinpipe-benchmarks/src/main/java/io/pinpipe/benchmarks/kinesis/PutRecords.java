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
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** {@code PutRecords} with 500 records, or 50 large ones, four requests at a time. */
final class PutRecords extends SdkCandidate {

    private static final int AT_A_TIME = 4;

    private final LongFunction<List<PutRecordsRequestEntry>> batches;

    private PutRecords(
            String name,
            Supplier<KinesisTarget> targets,
            GeneratedPins pins,
            LongFunction<List<PutRecordsRequestEntry>> batches) {
        super(name, targets, pins);
        this.batches = batches;
    }

    /** Creates a candidate with prepared entries; beyond the distinct pins they repeat. */
    static PutRecords ofReadyEntries(Supplier<KinesisTarget> targets, GeneratedPins pins) {
        List<List<PutRecordsRequestEntry>> ready = pins.requests(batch -> entries(batch.stream(), PostJson::encode));
        return new PutRecords(
                "PutRecords of " + pins.batch() + ", 4 at a time, ready entries",
                targets,
                pins,
                batch -> ready.get((int) (batch % ready.size())));
    }

    /** Creates a candidate that encodes entries as they are sent. */
    static PutRecords encoding(
            String encoder, Supplier<KinesisTarget> targets, GeneratedPins pins, Function<Pin, byte[]> encode) {
        return new PutRecords(
                "PutRecords of " + pins.batch() + ", 4 at a time + " + encoder,
                targets,
                pins,
                batch -> entries(
                        LongStream.range(batch * pins.batch(), (batch + 1) * pins.batch())
                                .mapToObj(pins::get),
                        encode));
    }

    @Override
    public long run() throws InterruptedException {
        AtomicLong stored = new AtomicLong();
        Semaphore free = new Semaphore(AT_A_TIME);
        for (long batch = 0; batch < pins.size() / pins.batch(); batch++) {
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

    private static List<PutRecordsRequestEntry> entries(Stream<Pin> pins, Function<Pin, byte[]> encode) {
        return pins.map(pin -> PutRecordsRequestEntry.builder()
                        .partitionKey(Long.toString(pin.index()))
                        .data(SdkBytes.fromByteArrayUnsafe(encode.apply(pin)))
                        .build())
                .toList();
    }
}

package io.pinpipe.benchmarks.kinesis;

import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.benchmarks.json.Databind;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;

/** {@code PutRecord}, each after the answer to the one before; a few thousand a run. */
final class PutRecordOneByOne extends SdkContestant {

    private static final int RECORDS = 2_000;

    PutRecordOneByOne(Supplier<FarSide> farSides, GeneratedPins pins) {
        super("PutRecord, in sequence", farSides, pins);
    }

    @Override
    public long records() {
        return Math.min(RECORDS, pins.size());
    }

    @Override
    public long run() {
        for (long index = 0; index < records(); index++) {
            String key = Long.toString(index);
            SdkBytes data = SdkBytes.fromByteArrayUnsafe(Databind.encode(pins.get(index)));
            client().putRecord(request ->
                            request.streamName(STREAM).partitionKey(key).data(data))
                    .join();
        }
        return records();
    }
}

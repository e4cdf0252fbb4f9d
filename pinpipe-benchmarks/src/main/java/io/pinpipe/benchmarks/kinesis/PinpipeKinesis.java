package io.pinpipe.benchmarks.kinesis;

import io.pinpipe.Destinations;
import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.kinesis.KinesisPublisher;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@link KinesisPublisher} with its defaults. */
final class PinpipeKinesis extends KinesisContestant {

    private @Nullable KinesisPublisher publisher;

    PinpipeKinesis(Supplier<FarSide> farSides, GeneratedPins pins) {
        super("KinesisPublisher", farSides, pins);
    }

    @Override
    void open(FarSide farSide) {
        publisher = KinesisPublisher.builder(REGION)
                .endpoint(farSide.endpoint())
                .credentials(CREDENTIALS)
                .destinations(Destinations.shared(STREAM))
                .build();
    }

    @Override
    public long run() {
        return pins.sendTo(Objects.requireNonNull(publisher));
    }

    @Override
    void close() {
        if (publisher != null) {
            publisher.close();
        }
    }
}

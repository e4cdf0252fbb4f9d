package io.pinpipe.benchmarks.kinesis;

import io.pinpipe.Destinations;
import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.benchmarks.compare.Paced;
import io.pinpipe.kinesis.KinesisPublisher;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@link KinesisPublisher} with its defaults, except for the linger where noted. */
final class PinpipeKinesis extends KinesisCandidate implements Paced {

    private final int threads;
    private final Duration linger;
    private @Nullable KinesisPublisher publisher;

    PinpipeKinesis(Supplier<KinesisTarget> targets, GeneratedPins pins, int threads) {
        this("KinesisPublisher", targets, pins, threads, KinesisPublisher.Builder.DEFAULT_LINGER);
    }

    private PinpipeKinesis(
            String name, Supplier<KinesisTarget> targets, GeneratedPins pins, int threads, Duration linger) {
        super(name, targets, pins);
        this.threads = threads;
        this.linger = linger;
    }

    static PinpipeKinesis withoutLinger(Supplier<KinesisTarget> targets, GeneratedPins pins) {
        return new PinpipeKinesis("KinesisPublisher, linger 0", targets, pins, 1, Duration.ZERO);
    }

    @Override
    void open(KinesisTarget service) {
        publisher = KinesisPublisher.builder(REGION)
                .endpoint(service.endpoint())
                .credentials(CREDENTIALS)
                .destinations(Destinations.shared(STREAM))
                .linger(linger)
                .build();
    }

    @Override
    public long run() throws Exception {
        return pins.sendTo(Objects.requireNonNull(publisher), threads);
    }

    @Override
    public void send(long index, Runnable stored) {
        GeneratedPins.send(pins.get(index), Objects.requireNonNull(publisher), stored);
    }

    @Override
    public void flush() {
        Objects.requireNonNull(publisher).flush().join();
    }

    @Override
    void close() {
        if (publisher != null) {
            publisher.close();
        }
    }
}

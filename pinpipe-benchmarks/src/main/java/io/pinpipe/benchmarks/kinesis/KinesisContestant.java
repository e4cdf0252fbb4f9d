package io.pinpipe.benchmarks.kinesis;

import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.benchmarks.compare.Contestant;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Puts pins into a new stream, with their index as the partition key, and waits for all answers. */
abstract class KinesisContestant implements Contestant {

    static final String STREAM = "pins";
    static final String REGION = "us-east-1";
    static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("anyone", "anything"));

    final GeneratedPins pins;

    private final String name;
    private final Supplier<FarSide> farSides;
    private @Nullable FarSide farSide;

    KinesisContestant(String name, Supplier<FarSide> farSides, GeneratedPins pins) {
        this.name = name;
        this.farSides = farSides;
        this.pins = pins;
    }

    /** Makes what sends. */
    abstract void open(FarSide farSide);

    abstract void close();

    @Override
    public final String name() {
        return name;
    }

    @Override
    public long records() {
        return pins.size();
    }

    @Override
    public final void prepare() {
        farSide = farSides.get();
        open(farSide);
    }

    @Override
    public final long arrived() {
        return Objects.requireNonNull(farSide).count();
    }

    @Override
    public final void finish() {
        close();
        if (farSide != null) {
            farSide.close();
            farSide = null;
        }
    }
}

package io.pinpipe.benchmarks.kinesis;

import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.benchmarks.compare.Candidate;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Puts pins into a new stream, with their index as the partition key, and waits for all responses. */
abstract class KinesisCandidate implements Candidate {

    static final String STREAM = "pins";
    static final String REGION = "us-east-1";
    static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("anyone", "anything"));

    final GeneratedPins pins;

    private final String name;
    private final Supplier<KinesisTarget> targets;
    private @Nullable KinesisTarget service;

    KinesisCandidate(String name, Supplier<KinesisTarget> targets, GeneratedPins pins) {
        this.name = name;
        this.targets = targets;
        this.pins = pins;
    }

    /** Opens the client. */
    abstract void open(KinesisTarget service);

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
        service = targets.get();
        open(service);
    }

    @Override
    public final long arrived() {
        return Objects.requireNonNull(service).count();
    }

    @Override
    public final void finish() {
        close();
        if (service != null) {
            service.close();
            service = null;
        }
    }
}

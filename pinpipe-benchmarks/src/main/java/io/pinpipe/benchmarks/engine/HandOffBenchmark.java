package io.pinpipe.benchmarks.engine;

import io.pinpipe.User;
import io.pinpipe.json.PostJson;
import io.pinpipe.testkit.GeneratedPosts;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Time from {@code send} to receipt in nanoseconds per user, with one sending thread and a transport that acknowledges
 * immediately; and the encoding alone, to be subtracted. With {@code -prof gc} also the bytes allocated.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class HandOffBenchmark {

    private static final int EVENTS = 10_000;

    private final List<User> users = GeneratedPosts.of(1, EVENTS).stream()
            .map(post -> Objects.requireNonNull(post.user()))
            .toList();
    private @Nullable InstantPublisher publisher;

    /** Opens the publisher. */
    @Setup
    public void open() {
        publisher = InstantPublisher.open();
    }

    /** Closes the publisher. */
    @TearDown
    public void close() {
        Objects.requireNonNull(publisher).close();
    }

    /** Sends all users and waits for all receipts. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void sendToReceipt(Blackhole results) {
        InstantPublisher out = Objects.requireNonNull(publisher);
        for (User user : users) {
            results.consume(out.send(user));
        }
        out.flush().join();
    }

    /** Encodes all users. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void encodeAlone(Blackhole results) {
        for (User user : users) {
            results.consume(PostJson.encode(user));
        }
    }
}

package io.pinpipe.benchmarks.json;

import io.pinpipe.Kind;
import io.pinpipe.Post;
import io.pinpipe.PostEvent;
import io.pinpipe.json.PostJson;
import io.pinpipe.testkit.GeneratedPosts;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Encoding and decoding of events, in nanoseconds per event. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class JsonBenchmark {

    private static final int EVENTS = 1_000;

    /** The kind of the events. */
    @Param
    public Kind kind = Kind.PIN;

    private List<PostEvent> events = List.of();
    private List<byte[]> jsons = List.of();

    /** Generates the events. */
    @Setup
    public void invent() {
        events = GeneratedPosts.of(1, EVENTS).stream()
                .map(Post::events)
                .flatMap(List::stream)
                .filter(event -> event.kind() == kind)
                .toList();
        jsons = events.stream().map(PostJson::encode).toList();
    }

    /** Encodes. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void encode(Blackhole results) {
        for (PostEvent event : events) {
            results.consume(PostJson.encode(event));
        }
    }

    /** Decodes. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void decode(Blackhole results) {
        for (byte[] json : jsons) {
            results.consume(PostJson.decode(kind, json));
        }
    }
}

package io.pinpipe.benchmarks.json;

import io.pinpipe.Kind;
import io.pinpipe.Pin;
import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.json.PostJson;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Encoding and decoding of pins that fit the caches, by pinpipe and alternatives, in nanoseconds per pin. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class PinJsonBenchmark {

    private static final int PINS = 1_000;

    private final List<Pin> pins = GeneratedPins.of(PINS).distinct();
    private final List<FastjsonPin> fastjsonPins =
            pins.stream().map(FastjsonPin::of).toList();
    private final List<byte[]> jsons = pins.stream().map(PostJson::encode).toList();

    /** Encodes with {@link PostJson}. */
    @Benchmark
    @OperationsPerInvocation(PINS)
    public void encode(Blackhole results) {
        each(pins, PostJson::encode, results);
    }

    /** Encodes with Jackson's data binding. */
    @Benchmark
    @OperationsPerInvocation(PINS)
    public void encodeByDatabind(Blackhole results) {
        each(pins, Databind::encode, results);
    }

    /** Encodes with fastjson2. */
    @Benchmark
    @OperationsPerInvocation(PINS)
    public void encodeByFastjson(Blackhole results) {
        each(fastjsonPins, FastjsonPin::encode, results);
    }

    /** Decodes with {@link PostJson}. */
    @Benchmark
    @OperationsPerInvocation(PINS)
    public void decode(Blackhole results) {
        each(jsons, json -> PostJson.decode(Kind.PIN, json), results);
    }

    /** Decodes with Jackson's data binding. */
    @Benchmark
    @OperationsPerInvocation(PINS)
    public void decodeByDatabind(Blackhole results) {
        each(jsons, Databind::decode, results);
    }

    private static <T> void each(List<T> records, Function<T, Object> work, Blackhole results) {
        for (T record : records) {
            results.consume(work.apply(record));
        }
    }
}

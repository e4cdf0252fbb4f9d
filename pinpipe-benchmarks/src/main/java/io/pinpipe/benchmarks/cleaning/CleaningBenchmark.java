package io.pinpipe.benchmarks.cleaning;

import io.pinpipe.Geo;
import io.pinpipe.Pin;
import io.pinpipe.User;
import io.pinpipe.clean.PostCleaner;
import io.pinpipe.testkit.GeneratedPosts;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
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

/**
 * Cleaning in nanoseconds per record: each cleaner, including notes, compared with regular expressions without notes.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class CleaningBenchmark {

    private static final int RECORDS = 1_000;

    private final List<Pin> pins = GeneratedPosts.of(1, RECORDS).stream()
            .map(post -> Objects.requireNonNull(post.pin()))
            .toList();
    private final List<Geo> geos = GeneratedPosts.of(1, RECORDS).stream()
            .map(post -> Objects.requireNonNull(post.geo()))
            .toList();
    private final List<User> users = GeneratedPosts.of(1, RECORDS).stream()
            .map(post -> Objects.requireNonNull(post.user()))
            .toList();
    private final PostCleaner cleaner = new PostCleaner();

    /** Cleans pins with {@link PostCleaner}. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void pinCleaner(Blackhole results) {
        for (Pin pin : pins) {
            results.consume(cleaner.clean(pin));
        }
    }

    /** Cleans pins with regular expressions. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void pinRegex(Blackhole results) {
        for (Pin pin : pins) {
            results.consume(RegexCleaning.clean(pin));
        }
    }

    /** Cleans pins with regular expressions compiled once. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void pinCompiledRegex(Blackhole results) {
        for (Pin pin : pins) {
            results.consume(CompiledRegexCleaning.clean(pin));
        }
    }

    /** Cleans places with {@link PostCleaner}. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void geoCleaner(Blackhole results) {
        for (Geo geo : geos) {
            results.consume(cleaner.clean(geo));
        }
    }

    /** Creates clean places without any checks. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void geoPlain(Blackhole results) {
        for (Geo geo : geos) {
            results.consume(RegexCleaning.clean(geo));
        }
    }

    /** Cleans users with {@link PostCleaner}. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void userCleaner(Blackhole results) {
        for (User user : users) {
            results.consume(cleaner.clean(user));
        }
    }

    /** Cleans users with regular expressions. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void userRegex(Blackhole results) {
        for (User user : users) {
            results.consume(RegexCleaning.clean(user));
        }
    }

    /** Cleans users with regular expressions compiled once. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void userCompiledRegex(Blackhole results) {
        for (User user : users) {
            results.consume(CompiledRegexCleaning.clean(user));
        }
    }
}

package io.pinpipe.benchmarks.cleaning;

import io.pinpipe.Kind;
import io.pinpipe.Pin;
import io.pinpipe.clean.Cleaned.Kept;
import io.pinpipe.clean.JsonLinesCleaner;
import io.pinpipe.clean.PostCleaner;
import io.pinpipe.internal.CleanJson;
import io.pinpipe.json.PostJson;
import io.pinpipe.testkit.GeneratedPosts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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

/** Cleaning of lines of about 700 bytes, from JSON to clean JSON in memory, in nanoseconds per line. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class LineCleaningBenchmark {

    private static final int LINES = 50_000;

    private final List<byte[]> lines = GeneratedPosts.of(1, LINES).stream()
            .map(post -> PostJson.encode(Objects.requireNonNull(post.pin())))
            .toList();
    private final byte[] file = file(lines);
    private final PostCleaner pinCleaner = new PostCleaner();

    /** Decodes, cleans and encodes each line as a record. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public void asRecords(Blackhole results) {
        for (byte[] line : lines) {
            if (pinCleaner.clean((Pin) PostJson.decode(Kind.PIN, line)) instanceof Kept<?> kept) {
                results.consume(CleanJson.encode(kept.value()));
            }
        }
    }

    /** Cleans all lines with {@link JsonLinesCleaner} and one cleaning thread, keeping duplicates. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public Object asBytes() throws IOException {
        return clean(JsonLinesCleaner.builder(Kind.PIN).threads(1).keepDuplicates(true));
    }

    /** Cleans all lines with {@link JsonLinesCleaner} and one cleaning thread, dropping duplicates. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public Object asBytesWithoutDuplicates() throws IOException {
        return clean(JsonLinesCleaner.builder(Kind.PIN).threads(1));
    }

    private Object clean(JsonLinesCleaner.Builder cleaner) throws IOException {
        return cleaner.build()
                .clean(
                        new ByteArrayInputStream(file),
                        OutputStream.nullOutputStream(),
                        OutputStream.nullOutputStream());
    }

    private static byte[] file(List<byte[]> lines) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            file.writeBytes(line);
            file.write('\n');
        }
        return file.toByteArray();
    }
}

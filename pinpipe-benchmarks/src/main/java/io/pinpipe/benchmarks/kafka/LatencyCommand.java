package io.pinpipe.benchmarks.kafka;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.json.PostJson;
import io.pinpipe.testkit.servers.KafkaProcess;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the time from send to acknowledgement at a low, steady rate. */
@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        description =
                "Sends pins to Kafka at a steady rate, through the bare producer and through KafkaPublisher in turn,"
                        + " and tells how long each took from the call to the acknowledgement.")
public final class LatencyCommand implements Callable<Integer> {

    private static final int LOST = 1;
    private static final double NANOS_A_MILLI = 1e6;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "500",
            description = "Pins a second; ${DEFAULT-VALUE} by default.")
    private int rate;

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Pins a round; ${DEFAULT-VALUE} by default.")
    private long records;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often each is measured, after one round of warm-up; ${DEFAULT-VALUE} by default.")
    private int rounds;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the figures to this file as JSON, too.")
    private @Nullable Path out;

    /**
     * How long pins took.
     *
     * @param name by what they were sent
     * @param sent how many
     * @param acknowledged how many were acknowledged
     * @param p50 milliseconds that half of them took at most
     * @param p99 milliseconds that 99 % took at most
     * @param p999 milliseconds that 99.9 % took at most
     * @param max the longest, in milliseconds
     */
    record Latency(String name, long sent, long acknowledged, double p50, double p99, double p999, double max) {

        static Latency of(String name, long sent, Histogram nanos) {
            return new Latency(
                    name,
                    sent,
                    nanos.getTotalCount(),
                    nanos.getValueAtPercentile(50) / NANOS_A_MILLI,
                    nanos.getValueAtPercentile(99) / NANOS_A_MILLI,
                    nanos.getValueAtPercentile(99.9) / NANOS_A_MILLI,
                    nanos.getMaxValue() / NANOS_A_MILLI);
        }
    }

    @Override
    public Integer call() throws Exception {
        if (rate < 1 || records < 1 || rounds < 1) {
            throw new ParameterException(spec.commandLine(), "--rate, --records and --rounds must be 1 or more.");
        }
        List<Latency> latencies = new ArrayList<>();
        measure().forEach((name, nanos) -> latencies.add(Latency.of(name, records * rounds, nanos)));
        PrintWriter told = spec.commandLine().getOut();
        told.printf(
                Locale.ROOT,
                "%-28s %8s %8s %8s %8s%n",
                "milliseconds at " + rate + " a second",
                "p50",
                "p99",
                "p99.9",
                "max");
        for (Latency latency : latencies) {
            told.printf(
                    Locale.ROOT,
                    "%-28s %8.2f %8.2f %8.2f %8.2f%s%n",
                    latency.name(),
                    latency.p50(),
                    latency.p99(),
                    latency.p999(),
                    latency.max(),
                    latency.acknowledged() == latency.sent()
                            ? ""
                            : "  LOST " + (latency.sent() - latency.acknowledged()));
        }
        if (out != null) {
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(out.toFile(), latencies);
        }
        return latencies.stream().allMatch(latency -> latency.acknowledged() == latency.sent()) ? 0 : LOST;
    }

    private Map<String, Histogram> measure() throws Exception {
        Map<String, Histogram> byName = new LinkedHashMap<>();
        GeneratedPins pins = GeneratedPins.of(records);
        byte[][] bytes = pins.distinct().stream().map(PostJson::encode).toArray(byte[][]::new);
        try (KafkaProcess broker = KafkaProcess.open()) {
            List<KafkaContestant> contestants =
                    List.of(BareProducer.ofReadyBytes(broker, pins, 1, bytes), new PinpipeKafka(broker, pins, 1));
            for (int round = 0; round <= rounds; round++) {
                for (KafkaContestant contestant : contestants) {
                    Histogram nanos = measure(contestant);
                    if (round > 0) {
                        byName.merge(contestant.name(), nanos, LatencyCommand::sum);
                    }
                }
            }
        }
        return byName;
    }

    private Histogram measure(KafkaContestant contestant) throws Exception {
        Histogram nanos = new ConcurrentHistogram(3);
        try {
            contestant.prepare();
            long period = TimeUnit.SECONDS.toNanos(1) / rate;
            long due = System.nanoTime();
            for (long index = 0; index < records; index++) {
                due += period;
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                // From when it was due: a send that waits delays those after it, which would not show otherwise.
                long dueAt = due;
                contestant.send(index, () -> nanos.recordValue(System.nanoTime() - dueAt));
            }
            contestant.flush();
            return nanos;
        } finally {
            contestant.finish();
        }
    }

    private static Histogram sum(Histogram one, Histogram other) {
        Objects.requireNonNull(one).add(other);
        return one;
    }
}

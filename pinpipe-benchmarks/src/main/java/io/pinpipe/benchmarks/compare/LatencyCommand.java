package io.pinpipe.benchmarks.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the time from send to acknowledgement at a low, steady rate. */
@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        description = "Sends pins at a steady rate, through the bare client and through pinpipe in turn, and reports"
                + " the time of each from when it was due to its acknowledgement.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all were acknowledged", "1:some were not", "2:wrong use"})
public final class LatencyCommand implements Callable<Integer> {

    private static final int LOST = 1;

    private final Map<String, PacedSuite> suites;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "WHAT", description = "The target; an unknown name prints the known ones.", arity = "1")
    private String what = "";

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
     * Creates a command for the given suites.
     *
     * @param suites by name
     */
    public LatencyCommand(Map<String, PacedSuite> suites) {
        this.suites = new TreeMap<>(suites);
    }

    @Override
    public Integer call() throws Exception {
        PacedSuite suite = suites.get(what.toLowerCase(Locale.ROOT));
        if (suite == null) {
            throw wrong("'" + what + "' is none of " + String.join(", ", suites.keySet()) + ".");
        }
        if (rate < 1 || records < 1 || rounds < 1) {
            throw wrong("--rate, --records and --rounds must be 1 or more.");
        }
        Latencies latencies = new Latencies(rate, rounds);
        suite.pace(latencies, records);
        return report(latencies.results());
    }

    private int report(List<Latency> latencies) throws Exception {
        PrintWriter stdout = spec.commandLine().getOut();
        String head = "milliseconds at " + rate + " a second";
        stdout.printf(Locale.ROOT, "%-32s %8s %8s %8s %8s%n", head, "p50", "p99", "p99.9", "max");
        for (Latency latency : latencies) {
            stdout.printf(
                    Locale.ROOT,
                    "%-32s %8.2f %8.2f %8.2f %8.2f%s%n",
                    latency.name(),
                    latency.p50(),
                    latency.p99(),
                    latency.p999(),
                    latency.max(),
                    latency.lost() == 0 ? "" : "  LOST " + latency.lost());
        }
        if (out != null) {
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(out.toFile(), latencies);
        }
        return latencies.stream().allMatch(latency -> latency.lost() == 0) ? 0 : LOST;
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}

package io.pinpipe.benchmarks.compare;

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

/** Compares candidates, and prints and writes how they did. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description =
                "Runs pinpipe, what is used instead, and the limit of the machine in turn, and tells what each took.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured, and no record was lost", "1:a candidate lost records, or failed", "2:wrong use"})
public final class CompareCommand implements Callable<Integer> {

    private static final int LOST = 1;
    private static final int BYTES_MIN = 250;

    private final Map<String, Suite> suites;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "WHAT",
            description = "What to compare; a wrong name is answered by the names that there are.",
            arity = "1")
    private String suite = "";

    @Option(names = "--records", paramLabel = "N", description = "Records a run; each comparison has its own default.")
    private @Nullable Long records;

    @Option(
            names = "--bytes",
            paramLabel = "N",
            defaultValue = "0",
            description = "How large a record is, where that can be chosen; from 250. As they come by default.")
    private int bytes;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many threads send, where that can be chosen; ${DEFAULT-VALUE} by default.")
    private int threads;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description =
                    "How often each candidate is measured, after one round of warm-up; ${DEFAULT-VALUE} by default.")
    private int rounds;

    @Option(
            names = "--only",
            paramLabel = "WORDS",
            split = ",",
            description = "Only comparisons and candidates whose names have one of these words in them.")
    private List<String> only = List.of();

    @Option(names = "--out", paramLabel = "FILE", description = "Write the figures to this file as JSON, too.")
    private @Nullable Path out;

    /**
     * A command that knows some suites.
     *
     * @param suites by name
     */
    public CompareCommand(Map<String, Suite> suites) {
        this.suites = new TreeMap<>(suites);
    }

    @Override
    public Integer call() throws Exception {
        Suite chosen = suites.get(suite.toLowerCase(Locale.ROOT));
        if (chosen == null) {
            throw wrong(
                    "There is no comparison '" + suite + "'; there are " + String.join(", ", suites.keySet()) + ".");
        }
        if (rounds < 1 || (records != null && records < 1)) {
            throw wrong("--rounds and --records must be 1 or more.");
        }
        if (threads < 1 || (bytes != 0 && bytes < BYTES_MIN)) {
            throw wrong("--threads must be 1 or more, and --bytes " + BYTES_MIN + " or more.");
        }
        if (!chosen.scales() && (threads != 1 || bytes != 0)) {
            throw wrong("compare " + suite + " takes neither --bytes nor --threads.");
        }
        PrintWriter err = spec.commandLine().getErr();
        try (Compare compare = new Compare(rounds, only, err::println)) {
            long size = records == null ? chosen.defaultRecords() : records;
            Load load = new Load(size, bytes, threads);
            try (KeptLogs logs = KeptLogs.open()) {
                chosen.run(compare, load);
                logs.discard();
            } catch (Exception | Error e) {
                compare.results().forEach(result -> spec.commandLine().getOut().println(Report.table(result)));
                err.println("compare " + suite
                        + " broke; the tables that were done are above, and the logs of servers are in "
                        + KeptLogs.folder());
                throw e;
            }
            return tell(compare.results());
        }
    }

    private int tell(List<Result> results) throws Exception {
        if (results.isEmpty()) {
            throw wrong("Nothing of '" + suite + "' has " + String.join(" or ", only) + " in its name.");
        }
        PrintWriter told = spec.commandLine().getOut();
        results.forEach(result -> told.println(Report.table(result)));
        Report report = Report.now(command(), results);
        if (out != null) {
            report.write(out);
        }
        return report.complete() ? 0 : LOST;
    }

    private String command() {
        return "compare " + suite
                + (records == null ? "" : " --records " + records)
                + (bytes == 0 ? "" : " --bytes " + bytes)
                + (threads == 1 ? "" : " --threads " + threads)
                + " --rounds " + rounds
                + (only.isEmpty() ? "" : " --only " + String.join(",", only));
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}

package io.pinpipe.benchmarks;

import io.pinpipe.benchmarks.cleaning.CleaningSuite;
import io.pinpipe.benchmarks.compare.CompareCommand;
import io.pinpipe.benchmarks.compare.LatencyCommand;
import io.pinpipe.benchmarks.json.JsonSuite;
import io.pinpipe.benchmarks.kafka.KafkaSuite;
import io.pinpipe.benchmarks.kinesis.KinesisSuite;
import io.pinpipe.benchmarks.rest.RestSuite;
import io.pinpipe.benchmarks.source.SourceSuite;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: selects the command. */
@Command(
        name = "pinpipe-benchmarks",
        description = "Measures the cost of pinpipe, compared with alternatives and with the limit of the machine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {FloodCommand.class, JmhCommand.class, ChartsCommand.class})
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec;

    /**
     * Runs a command and exits with its exit code.
     *
     * @param arguments the command and its options
     */
    public static void main(String[] arguments) {
        // kinesalite supports only JSON; the SDK has no such setting for a single client.
        System.setProperty("aws.cborEnabled", "false");
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .addSubcommand(new CompareCommand(Map.of(
                        "cleaning", new CleaningSuite(),
                        "json", new JsonSuite(),
                        "kafka", new KafkaSuite(),
                        "kinesis", new KinesisSuite(),
                        "rest", new RestSuite(),
                        "source", new SourceSuite())))
                .addSubcommand(new LatencyCommand(Map.of(
                        "kafka", new KafkaSuite(),
                        "kinesis", new KinesisSuite(),
                        "rest", new RestSuite())))
                .setUsageHelpAutoWidth(true);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Name a command: " + String.join(", ", spec.subcommands().keySet()));
    }
}

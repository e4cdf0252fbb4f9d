package io.pinpipe.cli;

import io.pinpipe.cli.internal.CommandLines;
import io.pinpipe.cli.internal.Version;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program {@code pinpipe}. */
@Command(
        name = "java -jar pinpipe-cli.jar",
        description =
                "Sends posts from a MySQL database to Kafka or Kinesis, cleans them, and finds the hop that fails.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            EmulateCommand.class,
            ReplayCommand.class,
            GenerateCommand.class,
            CleanCommand.class,
            DoctorCommand.class
        })
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec;

    private Main() {}

    /**
     * Runs a command and exits with its exit code.
     *
     * @param arguments the command and its options
     */
    public static void main(String[] arguments) {
        CommandLines.main(new Main(), arguments);
    }

    /**
     * Runs a command in this process.
     *
     * @param out receives what the command prints
     * @param err receives progress and failures
     * @param arguments the command and its options
     * @return the exit code: 0 on success, 1 on failure, 2 for invalid arguments
     */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return CommandLines.run(new Main(), out, err, arguments);
    }

    @Override
    public void run() {
        throw CommandLines.noCommand(spec);
    }
}

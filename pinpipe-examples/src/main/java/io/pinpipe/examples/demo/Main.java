package io.pinpipe.examples.demo;

import io.pinpipe.cli.internal.CommandLines;
import io.pinpipe.cli.internal.Version;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the demo. */
@Command(
        name = "java -jar pinpipe-examples.jar",
        description = "Runs the pipeline on one machine, with its own database and servers.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = DemoCommand.class)
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec;

    private Main() {}

    /**
     * Runs the demo and exits with its exit code.
     *
     * @param arguments {@code demo} and its options
     */
    public static void main(String[] arguments) {
        CommandLines.main(new Main(), arguments);
    }

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return CommandLines.run(new Main(), out, err, arguments);
    }

    @Override
    public void run() {
        throw CommandLines.noCommand(spec);
    }
}

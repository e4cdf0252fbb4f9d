package io.pinpipe.spark;

import io.pinpipe.spark.commands.AnalyseCommand;
import io.pinpipe.spark.commands.ArchiveCommand;
import io.pinpipe.spark.commands.CleanCommand;
import io.pinpipe.spark.commands.DashboardCommand;
import io.pinpipe.spark.commands.StreamCommand;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: picks the command. */
@Command(
        name = "pinpipe-spark",
        description = "Takes posts from topics, streams and archives to clean tables, answers and pictures, on Spark.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ArchiveCommand.class,
            CleanCommand.class,
            AnalyseCommand.class,
            StreamCommand.class,
            DashboardCommand.class
        })
public final class Main implements Runnable {

    private static final int FAILED = CommandLine.ExitCode.SOFTWARE;
    private static final int WRONG_USE = CommandLine.ExitCode.USAGE;

    @Spec
    private CommandSpec spec;

    /** Creates the program; it does nothing until it is {@linkplain #main run}. */
    public Main() {}

    /**
     * Runs a command, and ends the Java machine with its exit code.
     *
     * @param arguments the command and its options
     */
    public static void main(String[] arguments) {
        Logging.quietUnlessSet();
        Charset charset = Charset.defaultCharset();
        System.exit(
                run(new PrintWriter(System.out, true, charset), new PrintWriter(System.err, true, charset), arguments));
    }

    /**
     * Runs a command in this Java machine.
     *
     * @param out where the answer goes
     * @param err where all else goes
     * @param arguments the command and its options
     * @return the exit code: 0 when all is well, 1 when it failed on the way, 2 for wrong use
     */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, given) -> wrongUse(e.getCommandLine(), e))
                .setExecutionExceptionHandler(Main::failed)
                .execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Name a command: " + String.join(", ", spec.subcommands().keySet()));
    }

    /** Says in one sentence what a person can do something about; anything else is a defect, and shows its trace. */
    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (e instanceof IllegalArgumentException) {
            return wrongUse(command, e);
        }
        if (e instanceof IllegalStateException || e instanceof UncheckedIOException) {
            command.getErr().println(e.getMessage());
            return FAILED;
        }
        throw e;
    }

    private static int wrongUse(CommandLine command, Exception e) {
        String help = e instanceof ParameterException
                ? " (see '" + command.getCommandSpec().qualifiedName() + " --help')"
                : "";
        command.getErr().println(e.getMessage() + help);
        return WRONG_USE;
    }
}

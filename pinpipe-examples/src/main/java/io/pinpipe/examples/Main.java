package io.pinpipe.examples;

import io.pinpipe.SourceException;
import io.pinpipe.internal.Redactor;
import io.pinpipe.replay.CheckpointException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: picks the command. */
@Command(
        name = "pinpipe-examples",
        description = "Sends posts from a MySQL database to Kafka, and shows that every one arrived.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            EmulateCommand.class,
            ReplayCommand.class,
            GenerateCommand.class,
            CleanCommand.class,
            DoctorCommand.class
        })
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec;

    /**
     * Runs a command, and ends the Java machine with its exit code.
     *
     * @param arguments the command and its options
     */
    public static void main(String[] arguments) {
        Charset charset = Charset.defaultCharset();
        System.exit(
                run(new PrintWriter(System.out, true, charset), new PrintWriter(System.err, true, charset), arguments));
    }

    /**
     * Runs a command in this Java machine.
     *
     * @param out takes what the command prints
     * @param err takes what it tells beside that
     * @param arguments the command and its options
     * @return its exit code
     */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setUsageHelpAutoWidth(true)
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
        if (e instanceof IllegalArgumentException || e instanceof SourceException || e instanceof CheckpointException) {
            return wrongUse(command, e);
        }
        if (e instanceof IllegalStateException) {
            command.getErr().println(Redactor.UNKNOWING.whole(String.valueOf(e.getMessage())));
            return ExitCode.FAILED;
        }
        throw e;
    }

    private static int wrongUse(CommandLine command, Exception e) {
        String sentence = e instanceof ParameterException wrong
                ? WrongUse.sentence(wrong) + " (see '"
                        + command.getCommandSpec().qualifiedName() + " --help')"
                : Redactor.UNKNOWING.whole(String.valueOf(e.getMessage()));
        command.getErr().println(sentence);
        return ExitCode.WRONG_USE;
    }
}

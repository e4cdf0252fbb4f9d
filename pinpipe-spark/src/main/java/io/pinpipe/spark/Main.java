package io.pinpipe.spark;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Optional;
import org.apache.hadoop.fs.FSError;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program, which selects the command. */
@Command(
        name = "pinpipe-spark",
        description = "Turns posts from topics, streams and archives into clean tables, answers and charts, on Spark.",
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

    private final Ending ending;

    @Spec
    private CommandSpec spec;

    /** Creates the program; {@link #main} runs it. */
    public Main() {
        this(new Ending());
    }

    private Main(Ending ending) {
        this.ending = ending;
    }

    /**
     * Runs a command, and exits the JVM with its exit code.
     *
     * @param arguments the command and its options
     */
    public static void main(String[] arguments) {
        Logging.quietUnlessSet();
        Charset charset = Charset.defaultCharset();
        PrintWriter err = new PrintWriter(System.err, true, charset);
        Ending ending = new Ending();
        ending.watch(err);
        int exitCode;
        try {
            exitCode = new Main(ending).execute(new PrintWriter(System.out, true, charset), err, arguments);
        } finally {
            ending.done();
        }
        System.exit(exitCode);
    }

    /**
     * Runs a command in this JVM.
     *
     * @param out receives the command's result
     * @param err receives everything else
     * @param arguments the command and its options
     * @return the exit code: 0 on success, 1 on failure, 2 for invalid arguments
     */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new Main().execute(out, err, arguments);
    }

    private int execute(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine command = new CommandLine(this);
        try {
            return execute(command, out, err, arguments);
        } catch (FSError | OutOfMemoryError e) {
            return failed(command, e).orElseThrow(() -> e);
        }
    }

    private int execute(CommandLine command, PrintWriter out, PrintWriter err, String... arguments) {
        return command.setOut(out)
                .setErr(err)
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, given) -> wrongUse(e.getCommandLine(), e))
                .setExecutionExceptionHandler(this::failed)
                .execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Name a command: " + String.join(", ", spec.subcommands().keySet()));
    }

    private int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        return failed(command, e).orElseThrow(() -> e);
    }

    /** Prints one sentence for a failure that a person can fix; anything else is a defect, and shows its stack trace. */
    private Optional<Integer> failed(CommandLine command, Throwable e) {
        if (ending.begun()) {
            return Optional.of(FAILED);
        }
        Optional<String> sentence = Failures.known(e);
        if (sentence.isEmpty() && e instanceof IllegalArgumentException wrong) {
            return Optional.of(wrongUse(command, wrong));
        }
        boolean hasSentence = e instanceof IllegalStateException || e instanceof UncheckedIOException;
        return sentence.or(() -> hasSentence ? Optional.of(Failures.firstLine(e.getMessage())) : Failures.theirs(e))
                .map(text -> {
                    command.getErr().println(text);
                    return FAILED;
                });
    }

    private static int wrongUse(CommandLine command, Exception e) {
        String help = e instanceof ParameterException
                ? " (see '" + command.getCommandSpec().qualifiedName() + " --help')"
                : "";
        command.getErr().println(e.getMessage() + help);
        return WRONG_USE;
    }
}

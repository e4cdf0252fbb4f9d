package io.pinpipe.cli.internal;

import io.pinpipe.SourceException;
import io.pinpipe.internal.Redactor;
import io.pinpipe.replay.CheckpointException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Runs a program's commands and reports their failures in one sentence, without secrets. */
public final class CommandLines {

    private CommandLines() {}

    /**
     * Runs a command and exits with its exit code.
     *
     * @param program the program, annotated for picocli
     * @param arguments the command and its options
     */
    public static void main(Object program, String[] arguments) {
        Charset charset = Charset.defaultCharset();
        System.exit(run(
                program,
                new PrintWriter(System.out, true, charset),
                new PrintWriter(System.err, true, charset),
                arguments));
    }

    /**
     * Runs a command in this process.
     *
     * @param program the program, annotated for picocli
     * @param out receives what the command prints
     * @param err receives progress and failures
     * @param arguments the command and its options
     * @return the exit code
     */
    public static int run(Object program, PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(program)
                .setOut(out)
                .setErr(err)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler((e, given) -> wrongUse(e.getCommandLine(), e))
                .setExecutionExceptionHandler(CommandLines::failed)
                .execute(arguments);
    }

    /**
     * The failure of a command line without a command.
     *
     * @param spec the program
     * @return the exception to throw
     */
    public static ParameterException noCommand(CommandSpec spec) {
        return new ParameterException(
                spec.commandLine(),
                "Name a command: " + String.join(", ", spec.subcommands().keySet()));
    }

    /** Reports what a user can fix in one sentence; anything else is a defect and shows its stack trace. */
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

package io.pinpipe.spark;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * The result of a command that ran in this process, with the session of the tests.
 *
 * @param exitCode its exit code
 * @param out its standard output
 * @param err its standard error
 */
public record CommandRun(int exitCode, String out, String err) {

    /**
     * Runs a command.
     *
     * @param arguments the command and its options; paths are converted to strings
     * @return the result
     */
    public static CommandRun of(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        int exitCode = Main.run(new PrintWriter(out), new PrintWriter(err), texts);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }
}

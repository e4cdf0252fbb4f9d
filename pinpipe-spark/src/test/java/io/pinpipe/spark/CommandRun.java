package io.pinpipe.spark;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * A command that was run in this process, with the session of the tests.
 *
 * @param exitCode what it told the shell
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record CommandRun(int exitCode, String out, String err) {

    /**
     * Runs a command.
     *
     * @param arguments the command and its options; paths are turned into texts
     * @return what came of it
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

package io.pinpipe.benchmarks;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * The result of a command run in this process.
 *
 * @param exitCode its exit code
 * @param out its standard output
 */
record CommandRun(int exitCode, String out) {

    static CommandRun of(String... arguments) {
        StringWriter out = new StringWriter();
        int exitCode = Main.commandLine().setOut(new PrintWriter(out, true)).execute(arguments);
        return new CommandRun(exitCode, out.toString());
    }
}

package io.pinpipe.benchmarks;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * A command that was run in this process.
 *
 * @param exitCode what it told the shell
 * @param out what it wrote to standard output
 */
record CommandRun(int exitCode, String out) {

    static CommandRun of(String... arguments) {
        StringWriter out = new StringWriter();
        int exitCode = Main.commandLine().setOut(new PrintWriter(out, true)).execute(arguments);
        return new CommandRun(exitCode, out.toString());
    }
}

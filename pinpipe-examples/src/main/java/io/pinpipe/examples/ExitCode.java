package io.pinpipe.examples;

import picocli.CommandLine;

/** What the commands tell the shell. */
final class ExitCode {

    /** All is well. */
    static final int OK = CommandLine.ExitCode.OK;

    /** It ran, and not all went well. */
    static final int FAILED = CommandLine.ExitCode.SOFTWARE;

    /** It could not begin: an option, a file or an address is wrong, or does not answer. */
    static final int WRONG_USE = CommandLine.ExitCode.USAGE;

    /** Ctrl-C ended it; Java says the same by itself. */
    static final int CTRL_C = 130;

    private ExitCode() {}
}

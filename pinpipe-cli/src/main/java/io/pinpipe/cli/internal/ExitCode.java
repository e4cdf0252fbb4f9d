package io.pinpipe.cli.internal;

import picocli.CommandLine;

/** The exit codes of the commands. */
public final class ExitCode {

    /** All is well. */
    public static final int OK = CommandLine.ExitCode.OK;

    /** It ran, and not all went well. */
    public static final int FAILED = CommandLine.ExitCode.SOFTWARE;

    /** It could not begin: an option, a file or an address is wrong, or does not answer. */
    public static final int WRONG_USE = CommandLine.ExitCode.USAGE;

    /** Ctrl-C ended it; Java says the same by itself. */
    public static final int CTRL_C = 130;

    private ExitCode() {}
}

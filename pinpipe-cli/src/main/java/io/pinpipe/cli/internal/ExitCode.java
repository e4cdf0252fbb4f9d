package io.pinpipe.cli.internal;

import picocli.CommandLine;

/** The exit codes of the commands. */
public final class ExitCode {

    /** Success. */
    public static final int OK = CommandLine.ExitCode.OK;

    /** It ran, with failures. */
    public static final int FAILED = CommandLine.ExitCode.SOFTWARE;

    /** It could not start: an option, a file or an address is invalid, or a server does not respond. */
    public static final int WRONG_USE = CommandLine.ExitCode.USAGE;

    /** Ended by Ctrl-C; Java exits with the same code. */
    public static final int CTRL_C = 130;

    private ExitCode() {}
}

package io.pinpipe.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a JVM that receives Ctrl-C, even if this one runs in the background and so ignores it. */
final class JavaCommand {

    private static final List<String> HEARING_INT = List.of("env", "--default-signal=INT");

    private JavaCommand() {}

    /** The beginning of a command line; JVM options come next. */
    static List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (canRestoreSignals()) {
            arguments.addAll(HEARING_INT);
        }
        arguments.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        return arguments;
    }

    private static boolean canRestoreSignals() {
        List<String> trial = new ArrayList<>(HEARING_INT);
        trial.add("true");
        try {
            return new ProcessBuilder(trial).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

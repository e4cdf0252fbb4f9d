package io.pinpipe.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a Java machine that hears Ctrl-C, also where this one was started in the background and so ignores it. */
final class JavaCommand {

    private static final List<String> HEARING_INT = List.of("env", "--default-signal=INT");

    private JavaCommand() {}

    /** The first words of a command line; the options of the Java machine come next. */
    static List<String> words() {
        List<String> words = new ArrayList<>();
        if (canRestoreSignals()) {
            words.addAll(HEARING_INT);
        }
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        return words;
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

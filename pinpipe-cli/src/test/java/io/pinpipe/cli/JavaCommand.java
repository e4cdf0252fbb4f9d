package io.pinpipe.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a JVM that receives Ctrl-C, even if this one runs in the background and so ignores it. */
final class JavaCommand {

    private static final List<String> HEARING_INT = List.of("env", "--default-signal=INT");

    private JavaCommand() {}

    /** A program of this JVM's class path, with JVM options; its output contains its errors. */
    static ProcessBuilder of(List<String> options, Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (canRestoreSignals()) {
            command.addAll(HEARING_INT);
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    /** Sends a signal, such as {@code TERM}. */
    static void signal(Process process, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
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

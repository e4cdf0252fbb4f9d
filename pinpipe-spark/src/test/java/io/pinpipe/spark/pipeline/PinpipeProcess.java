package io.pinpipe.spark.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command of a packaged jar, in its own process. */
final class PinpipeProcess {

    private static final int LIMIT_MINUTES = 10;

    private PinpipeProcess() {}

    /**
     * Runs a command to its end, and fails unless it succeeds.
     *
     * @param module the module that has the command
     * @param folder its working folder, and that of its standard output and error
     * @param command the command and its options
     * @return the lines of its standard output
     */
    static List<String> run(String module, Path folder, List<String> command) throws IOException, InterruptedException {
        Path jar = Path.of(System.getProperty("pinpipe.project", ".."), module, "target", module + ".jar");
        List<String> program = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Daws.cborEnabled=false",
                "-jar",
                jar.toAbsolutePath().toString()));
        program.addAll(command);
        Path output = Files.createTempFile(folder, command.get(0), ".log");
        ProcessBuilder builder = new ProcessBuilder(program)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("AWS_ACCESS_KEY_ID", "none");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "none");
        Process process = builder.start();
        try {
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new AssertionError(command + " failed: " + Files.readString(output));
            }
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(output);
    }
}

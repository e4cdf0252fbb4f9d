package io.pinpipe.spark.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command of a packaged jar, in its own process. */
final class ExamplesProcess {

    private static final Path JAR =
            Path.of(System.getProperty("pinpipe.project", ".."), "pinpipe-examples", "target", "pinpipe-examples.jar");
    private static final int LIMIT_MINUTES = 10;

    private ExamplesProcess() {}

    /**
     * Runs a command to its end, and fails unless it succeeds.
     *
     * @param folder its working folder, and that of its standard output and error
     * @param command the command and its options
     * @return the lines of its standard output
     */
    static List<String> run(Path folder, List<String> command) throws IOException, InterruptedException {
        List<String> program = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Daws.cborEnabled=false",
                "-jar",
                JAR.toAbsolutePath().toString()));
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

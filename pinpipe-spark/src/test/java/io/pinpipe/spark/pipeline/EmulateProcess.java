package io.pinpipe.spark.pipeline;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command {@code emulate} of the examples, in a process of its own with their libraries. */
final class EmulateProcess {

    private static final Path EXAMPLES = Path.of(System.getProperty("pinpipe.examples", "../pinpipe-examples/target"));

    private final Path credentials;
    private final String userId;
    private final Path scratch;

    EmulateProcess(Path credentials, String userId, Path scratch) {
        this.credentials = credentials;
        this.userId = userId;
        this.scratch = scratch;
    }

    /** Sends the first posts of the order of a seed, and fails when not all of them were acknowledged. */
    void send(long seed, long posts, String target, String... options) throws IOException, InterruptedException {
        String libraries =
                Files.readString(EXAMPLES.resolve("examples.classpath")).strip();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Daws.cborEnabled=false",
                "-cp",
                EXAMPLES.resolve("classes") + File.pathSeparator + libraries,
                "io.pinpipe.examples.Main",
                "emulate",
                "--db",
                credentials.toString(),
                "--user-id",
                userId,
                "--seed",
                Long.toString(seed),
                "--posts",
                Long.toString(posts),
                "--to",
                target));
        command.addAll(List.of(options));
        Path output = Files.createTempFile(scratch, "emulate", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("AWS_ACCESS_KEY_ID", "none");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "none");
        Process process = builder.start();
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new AssertionError("emulate failed: " + Files.readString(output));
            }
        } finally {
            process.destroyForcibly();
        }
    }
}

package io.pinpipe.spark.stream;

import io.pinpipe.spark.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Commands in one process, to be killed together: Spark takes long to start. */
final class StreamProcess implements AutoCloseable {

    private static final String NEXT = "--next--";

    private final Process process;

    StreamProcess(Path log, List<List<String>> commands) throws IOException {
        List<String> program = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-XX:TieredStopAtLevel=1",
                "-Daws.cborEnabled=false",
                "-Daws.accessKeyId=test",
                "-Daws.secretAccessKey=test",
                "-Dspark.sql.shuffle.partitions=1",
                "-Dspark.databricks.delta.snapshotPartitions=1",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-cp",
                System.getProperty("java.class.path"),
                StreamProcess.class.getName()));
        commands.forEach(command -> {
            program.addAll(command);
            program.add(NEXT);
        });
        this.process = new ProcessBuilder(program)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Runs the commands in parallel. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true);
        List<CompletableFuture<Integer>> commands = Stream.of(
                        String.join("\n", arguments).split("\n" + NEXT + "\n?"))
                .map(command -> command.split("\n"))
                .map(command -> CompletableFuture.supplyAsync(
                        () -> Main.run(out, out, command), task -> new Thread(task, Arrays.toString(command)).start()))
                .toList();
        commands.forEach(CompletableFuture::join);
        System.exit(1);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Kills the process after some milliseconds, with SIGKILL. */
    void killIn(long millis) throws InterruptedException {
        process.waitFor(millis, TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
    }

    /** Ends the process with SIGTERM; returns its exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

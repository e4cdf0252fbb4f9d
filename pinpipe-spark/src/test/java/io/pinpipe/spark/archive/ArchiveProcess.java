package io.pinpipe.spark.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Archives once in its own process, to be killed. */
final class ArchiveProcess implements AutoCloseable {

    private final Process process;

    private ArchiveProcess(Process process) {
        this.process = process;
    }

    static ArchiveProcess start(String servers, String userId, Path root, long recordsPerObject) throws IOException {
        return new ArchiveProcess(new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ArchiveProcess.class.getName(),
                        servers,
                        userId,
                        root.toString(),
                        Long.toString(recordsPerObject)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Kills the process; returns false if it had already ended. */
    boolean kill() throws InterruptedException {
        boolean alive = process.isAlive();
        process.destroyForcibly().waitFor();
        return alive;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] args) throws IOException {
        try (SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate()) {
            TopicArchive.builder(spark, args[0], args[1], args[2])
                    .recordsPerObject(Long.parseLong(args[3]))
                    .build()
                    .writeOnce();
        }
    }
}

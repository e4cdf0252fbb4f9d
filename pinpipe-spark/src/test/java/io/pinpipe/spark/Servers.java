package io.pinpipe.spark;

import io.pinpipe.testkit.s3.S3ProxyProcess;
import io.pinpipe.testkit.servers.ChildProcess;
import io.pinpipe.testkit.servers.KafkaProcess;
import io.pinpipe.testkit.servers.Kinesalite;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Real servers for tests of this module, in their own processes, since Spark's libraries are older than theirs. */
public final class Servers {

    static {
        Path target = Path.of(System.getProperty("pinpipe.servers", "../pinpipe-testkit-servers/target"));
        try {
            String libraries =
                    Files.readString(target.resolve("servers.classpath")).strip();
            System.setProperty(
                    ChildProcess.CLASS_PATH_PROPERTY, target.resolve("classes") + File.pathSeparator + libraries);
        } catch (IOException e) {
            throw new UncheckedIOException("Build pinpipe-testkit-servers first: its class path is missing", e);
        }
    }

    private Servers() {}

    /**
     * Starts a Kafka broker without topics.
     *
     * @return the running broker, to be closed
     */
    public static KafkaProcess kafka() {
        return KafkaProcess.open();
    }

    /**
     * Starts S3Proxy without buckets.
     *
     * @param folder the folder of the buckets
     * @return the running server, to be closed
     */
    public static S3ProxyProcess s3(Path folder) {
        return S3ProxyProcess.open(Path.of(System.getProperty("pinpipe.s3", "../pinpipe-testkit-s3/target")), folder);
    }

    /**
     * Starts Kinesis in memory without streams; skips the test where kinesalite is missing.
     *
     * @return the running server, to be closed
     */
    public static Kinesalite kinesalite() {
        return Kinesalite.required();
    }
}

package io.pinpipe.testkit.s3;

import io.pinpipe.testkit.servers.ChildProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * S3Proxy in its own JVM, serving a folder in which a test can inspect the objects. It needs no login.
 *
 * <p>Thread-safe.
 */
public final class S3ProxyProcess implements AutoCloseable {

    private static final String HEAP = "-Xmx256m";

    private final Path folder;
    private final ChildProcess child;

    private S3ProxyProcess(Path folder, ChildProcess child) {
        this.folder = folder;
        this.child = child;
    }

    /**
     * Starts S3Proxy on a free port.
     *
     * @param built the folder in which Maven builds this module
     * @param folder the folder of the buckets; it is not deleted
     * @return the running server; its buckets are the existing subfolders
     */
    public static S3ProxyProcess open(Path built, Path folder) {
        String libraries;
        try {
            libraries = Files.readString(built.resolve("s3proxy.classpath")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Build pinpipe-testkit-s3 first: its class path is missing", e);
        }
        List<String> program = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-DLOG_LEVEL=error",
                "-cp",
                built.resolve("classes") + File.pathSeparator + libraries,
                S3ProxyMain.class.getName(),
                folder.toString());
        return new S3ProxyProcess(folder, ChildProcess.of("S3Proxy", program).start());
    }

    /**
     * Creates an empty bucket.
     *
     * @param name its name
     * @return its address, such as {@code s3a://user-bucket}
     */
    public String createBucket(String name) {
        try {
            Files.createDirectories(bucket(name));
            return "s3a://" + name;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the folder of a bucket.
     *
     * @param name the bucket's name
     * @return the folder in which each object is a file
     */
    public Path bucket(String name) {
        return folder.resolve(name);
    }

    /**
     * Returns the settings with which Hadoop's S3A reaches the server.
     *
     * @return Hadoop settings by name
     */
    public Map<String, String> hadoopSettings() {
        return Map.of(
                "fs.s3a.endpoint", child.readiness(),
                "fs.s3a.endpoint.region", "us-east-1",
                "fs.s3a.path.style.access", "true",
                "fs.s3a.access.key", "none",
                "fs.s3a.secret.key", "none");
    }

    @Override
    public void close() {
        child.kill();
    }
}

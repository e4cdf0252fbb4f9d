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
 * S3Proxy in a Java machine of its own, before a folder in which a test can look at the objects. It asks for no login.
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
     * @param built the folder that Maven builds this module in
     * @param folder where the buckets are; it is not deleted
     * @return the running server, without buckets but for the subfolders that are there
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
     * Makes an empty bucket.
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
     * The folder of a bucket.
     *
     * @param name the bucket's name
     * @return the folder in which each object is a file
     */
    public Path bucket(String name) {
        return folder.resolve(name);
    }

    /**
     * What Hadoop's S3A needs to reach the server.
     *
     * @return settings of Hadoop by name
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

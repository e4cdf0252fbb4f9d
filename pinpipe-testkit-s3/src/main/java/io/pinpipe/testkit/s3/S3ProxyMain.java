package io.pinpipe.testkit.s3;

import io.pinpipe.testkit.servers.ChildProcess;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gaul.s3proxy.Main;

/** The main class of an {@link S3ProxyProcess}; its argument is a folder whose subfolders are the buckets. */
final class S3ProxyMain {

    private S3ProxyMain() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        String endpoint = "http://127.0.0.1:" + freePort();
        Path settings = Files.createTempFile("s3proxy", ".properties");
        Files.write(
                settings,
                List.of(
                        "s3proxy.endpoint=" + endpoint,
                        "s3proxy.authorization=none",
                        "jclouds.provider=filesystem-nio2",
                        "jclouds.identity=none",
                        "jclouds.credential=none",
                        "jclouds.filesystem.basedir=" + folder));
        Main.main(new String[] {"--properties", settings.toString()});
        Files.delete(settings);
        ChildProcess.serve(endpoint, () -> {});
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

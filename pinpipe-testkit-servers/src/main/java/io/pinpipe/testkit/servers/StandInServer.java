package io.pinpipe.testkit.servers;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The HTTP server of a stand-in: on 127.0.0.1, with one thread per request. Thread-safe. */
final class StandInServer implements AutoCloseable {

    static {
        // Otherwise every answer on a keep-alive connection waits 40 ms for the client's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads;

    /**
     * Binds a port; requests are answered after {@link #start}.
     *
     * @param name the name of its threads
     * @param port 0 selects a free one
     */
    StandInServer(String name, int port) {
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("The port " + port + " cannot be listened on", e);
        }
    }

    void start(HttpHandler handler) {
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
    }

    URI uri(String basePath) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + basePath);
    }

    /** Validates the base path of a stand-in. */
    static String basePath(String path) {
        if (!path.startsWith("/") || path.endsWith("/")) {
            throw new IllegalArgumentException(
                    "basePath must start with '/' and not end with it, as '" + path + "' does");
        }
        return path;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

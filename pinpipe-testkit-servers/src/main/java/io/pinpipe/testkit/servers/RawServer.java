package io.pinpipe.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ServerSocketFactory;

/**
 * A server on a raw socket of 127.0.0.1 that plays a script on each connection, down to its bytes, so that it can break
 * off or violate its protocol anywhere.
 *
 * <p>Thread-safe.
 */
public final class RawServer implements AutoCloseable {

    private static final int BACKLOG = 200;

    /** Serves one connection. */
    @FunctionalInterface
    public interface Script {

        /**
         * Serves a connection, on a thread of its own.
         *
         * @param connection a new connection, closed when this returns or throws
         * @throws IOException when the client has disconnected
         */
        void serve(RawConnection connection) throws IOException;
    }

    private final ServerSocket listener;
    private final Script script;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    private RawServer(ServerSocketFactory sockets, Script script) throws IOException {
        this.listener = sockets.createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        this.script = script;
        daemon(this::accept).start();
    }

    /**
     * Starts a server on a free port.
     *
     * @param script serves each connection
     * @return a running server
     */
    public static RawServer start(Script script) {
        return start(ServerSocketFactory.getDefault(), script);
    }

    /**
     * Starts a server on a free port of a socket factory, such as one for TLS.
     *
     * @param sockets creates the server's socket
     * @param script serves each connection
     * @return a running server
     */
    public static RawServer start(ServerSocketFactory sockets, Script script) {
        try {
            return new RawServer(sockets, script);
        } catch (IOException e) {
            throw new UncheckedIOException("no port to listen on", e);
        }
    }

    /**
     * Starts a server on a free port that answers each HTTP request and keeps its connections open.
     *
     * @param answer returns the bytes of a response, such as by {@link RawConnection#response}; called concurrently
     * @return a running server
     */
    public static RawServer answering(Function<RawConnection.Request, byte[]> answer) {
        return start(connection -> {
            while (connection.awaitRequest()) {
                connection.write(answer.apply(connection.read()));
            }
        });
    }

    /**
     * Returns the port for clients.
     *
     * @return the port on 127.0.0.1
     */
    public int port() {
        return listener.getLocalPort();
    }

    /**
     * Returns the address for clients.
     *
     * @return such as {@code 127.0.0.1:8082}
     */
    public String authority() {
        return "127.0.0.1:" + port();
    }

    /**
     * Returns how many connections were accepted.
     *
     * @return the number since the start
     */
    public int connections() {
        return connections.get();
    }

    /**
     * Returns how many connections are being served.
     *
     * @return the number now
     */
    public int openConnections() {
        return open.size();
    }

    /** Closes all connections and stops listening. */
    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                open.add(socket);
                daemon(() -> serve(socket)).start();
            } catch (IOException e) {
                // closed, or the client disconnected immediately
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            script.serve(new RawConnection(socket));
        } catch (IOException e) {
            // the client disconnected, or the server is closed
        } finally {
            open.remove(socket);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        return thread;
    }
}

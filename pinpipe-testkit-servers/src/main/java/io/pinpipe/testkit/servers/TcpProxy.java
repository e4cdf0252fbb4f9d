package io.pinpipe.testkit.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A TCP proxy on 127.0.0.1 between a client and a server, whose connections can be cut or stalled.
 *
 * <p>Thread-safe.
 */
public final class TcpProxy implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int BACKLOG = 100;

    private final int port;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "tcp-proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile int targetPort;
    private volatile ServerSocket listener;
    private boolean stalled;

    private TcpProxy() throws IOException {
        this.listener = listen(0);
        this.port = listener.getLocalPort();
    }

    /**
     * Starts a proxy on a free port. It does not forward until {@link #forwardTo} sets the target.
     *
     * @return a running proxy
     */
    public static TcpProxy open() {
        try {
            return new TcpProxy();
        } catch (IOException e) {
            throw new UncheckedIOException("no port to listen on", e);
        }
    }

    /**
     * Returns the port for clients.
     *
     * @return the port on 127.0.0.1
     */
    public int port() {
        return port;
    }

    /**
     * Sets the target of new connections.
     *
     * @param port the server's port on 127.0.0.1
     */
    public void forwardTo(int port) {
        targetPort = port;
    }

    /** Closes all connections; new ones are forwarded as before. */
    public void cut() {
        open.forEach(TcpProxy::close);
    }

    /** Closes all connections and refuses new ones until {@link #takeConnections()}. */
    public synchronized void refuseConnections() {
        closeListener();
        cut();
    }

    /** Accepts connections again on the same port; no effect when they are not refused. */
    public synchronized void takeConnections() {
        if (listener.isClosed()) {
            try {
                listener = listen(port);
            } catch (IOException e) {
                throw new UncheckedIOException("the port " + port + " has been taken by another", e);
            }
        }
    }

    /** Stalls all traffic in both directions until {@link #resume()}; connections stay open. */
    public synchronized void stall() {
        stalled = true;
    }

    /** Resumes all traffic, starting with the bytes held back. */
    public synchronized void resume() {
        stalled = false;
        notifyAll();
    }

    /** Closes all connections and stops listening. */
    @Override
    public void close() {
        try {
            refuseConnections();
        } finally {
            threads.shutdownNow();
        }
    }

    private ServerSocket listen(int onPort) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort), BACKLOG);
        threads.execute(() -> accept(socket));
        return socket;
    }

    private void closeListener() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket client = from.accept();
                open.add(client);
                if (from.isClosed()) {
                    close(client);
                } else {
                    threads.execute(() -> connect(client));
                }
            } catch (IOException e) {
                // closed, or the client disconnected immediately
            }
        }
    }

    private void connect(Socket client) {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), targetPort);
            open.add(server);
            threads.execute(() -> forward(client, server));
            threads.execute(() -> forward(server, client));
        } catch (IOException e) {
            close(client);
        }
    }

    private void forward(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                awaitFlow();
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // closed, on purpose or by a peer
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(from);
            close(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private synchronized void awaitFlow() throws InterruptedException {
        while (stalled) {
            wait();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

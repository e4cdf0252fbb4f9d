package io.pinpipe.cli.doctor;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A port that sends the same to every client, repeatedly if set so, or accepts connections and sends nothing. */
final class ForeignPort implements AutoCloseable {

    private final ServerSocket server;
    private final byte @Nullable [] greeting;
    private final byte @Nullable [] endless;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    private ForeignPort(byte @Nullable [] greeting, byte @Nullable [] endless) {
        this.greeting = greeting;
        this.endless = endless;
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** Sends bytes and leaves the connection open. */
    static ForeignPort saying(String greeting) {
        return new ForeignPort(greeting.getBytes(StandardCharsets.US_ASCII), null);
    }

    /** Sends bytes, and then others without end. */
    static ForeignPort sayingWithoutEnd(String greeting, String endless) {
        return new ForeignPort(
                greeting.getBytes(StandardCharsets.US_ASCII),
                endless.repeat(1_000).getBytes(StandardCharsets.US_ASCII));
    }

    static ForeignPort silent() {
        return new ForeignPort(null, null);
    }

    String authority() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                open.add(socket);
                start(() -> speak(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void speak(Socket socket) {
        try {
            OutputStream out = socket.getOutputStream();
            if (greeting != null) {
                out.write(greeting);
            }
            while (endless != null) {
                out.write(endless);
            }
        } catch (IOException e) {
            // the client disconnected
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "foreign-port");
        thread.setDaemon(true);
        thread.start();
    }
}

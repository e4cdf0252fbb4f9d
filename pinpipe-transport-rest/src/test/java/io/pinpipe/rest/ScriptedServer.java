package io.pinpipe.rest;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import okio.ByteString;

/** A server on a raw socket that plays one step of its script per request, and repeats the last one. */
final class ScriptedServer implements AutoCloseable {

    /** What to do with a connection on which a request begins. */
    interface Step {

        /** Plays the step; returns whether the connection stays open for another request. */
        boolean play(Connection connection) throws IOException;
    }

    /** A request as received. */
    record Received(String line, Map<String, String> headers, ByteString body) {

        String text() {
            return body.utf8();
        }
    }

    private final ServerSocket socket;
    private final Queue<Step> script = new ConcurrentLinkedQueue<>();
    private final List<Received> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile Step last = answer(500, "the script has no step");

    private ScriptedServer(ServerSocketFactory sockets) throws IOException {
        socket = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept).start();
    }

    static ScriptedServer start() {
        return start(ServerSocketFactory.getDefault());
    }

    static ScriptedServer start(ServerSocketFactory sockets) {
        try {
            return new ScriptedServer(sockets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a step; the last step is repeated. */
    ScriptedServer then(Step step) {
        script.add(step);
        last = step;
        return this;
    }

    URI base() {
        return URI.create("http://" + authority());
    }

    String authority() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    List<Received> requests() {
        return requests;
    }

    Received onlyRequest() {
        if (requests.size() != 1) {
            throw new AssertionError("expected one request, and there were " + requests.size());
        }
        return requests.get(0);
    }

    int connections() {
        return connections.get();
    }

    int openConnections() {
        return open.size();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : open) {
            connection.close();
        }
    }

    /** Reads the request and responds. */
    static Step answer(int status, String body) {
        return answer(status, Map.of(), body);
    }

    static Step answer(int status, Map<String, String> headers, String body) {
        return connection -> {
            connection.read();
            connection.answer(status, headers, body);
            return true;
        };
    }

    /** Reads the request and responds with one offset per record. */
    static Step offsets() {
        return connection -> {
            connection.answer(200, Map.of(), Offsets.from(0, records(connection.read())));
            return true;
        };
    }

    /** Closes without having read anything. */
    static Step cut() {
        return connection -> false;
    }

    /** Reads the request, which a real server might have stored, and closes without a response. */
    static Step readThenCut() {
        return connection -> {
            connection.read();
            return false;
        };
    }

    /** Reads the request and sends nothing until the client disconnects. */
    static Step hang() {
        return connection -> {
            connection.read();
            connection.awaitEnd();
            return false;
        };
    }

    /** Reads the request, writes these bytes and closes. */
    static Step raw(String bytes) {
        return connection -> {
            connection.read();
            connection.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return false;
        };
    }

    static int records(Received request) {
        return request.text().split("\"value\":|\"data\":\"|\"Data\":", -1).length - 1;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.incrementAndGet();
                open.add(connection);
                daemon(() -> serve(connection)).start();
            } catch (IOException e) {
                // closed, or a connection that was closed at once
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Connection connection = new Connection(socket);
            boolean goesOn = true;
            while (goesOn && connection.awaitRequest()) {
                Step step = script.poll();
                goesOn = (step == null ? last : step).play(connection);
            }
        } catch (IOException e) {
            // the client disconnected, or the test ended
        } finally {
            open.remove(socket);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "scripted-server");
        thread.setDaemon(true);
        return thread;
    }

    /** A client connection. */
    final class Connection {

        private final Socket socket;
        private final InputStream in;

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        boolean awaitRequest() throws IOException {
            in.mark(1);
            int first = in.read();
            in.reset();
            return first >= 0;
        }

        Received read() throws IOException {
            String line = readLine();
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (String header = readLine(); !header.isEmpty(); header = readLine()) {
                int colon = header.indexOf(':');
                headers.put(
                        header.substring(0, colon), header.substring(colon + 1).strip());
            }
            int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
            Received request = new Received(line, headers, ByteString.of(in.readNBytes(length)));
            if (request.body().size() == length) {
                requests.add(request);
            }
            return request;
        }

        void answer(int status, Map<String, String> headers, String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Whatever\r\n");
            headers.forEach((name, value) ->
                    head.append(name).append(": ").append(value).append("\r\n"));
            head.append("Content-Length: ").append(bytes.length).append("\r\n\r\n");
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            answer.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
            answer.writeBytes(bytes);
            write(answer.toByteArray());
        }

        void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        void awaitEnd() throws IOException {
            while (in.read() >= 0) {
                // any body
            }
        }

        private String readLine() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new IOException("the request was cut off");
                }
                if (next != '\r') {
                    line.write(next);
                }
            }
            return line.toString(StandardCharsets.ISO_8859_1);
        }
    }
}

package io.pinpipe.rest;

import io.pinpipe.testkit.servers.RawConnection;
import io.pinpipe.testkit.servers.RawConnection.Request;
import io.pinpipe.testkit.servers.RawServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/** A server that plays one step of its script per request, and repeats the last one. */
final class ScriptedServer implements AutoCloseable {

    /** What to do with a request. */
    interface Step {

        /** Plays the step; returns whether the connection stays open for another request. */
        boolean play(Request request, RawConnection connection) throws IOException;
    }

    private static final Step CUT = (request, connection) -> false;

    private final Queue<Step> script = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final RawServer server;
    private volatile Step last = answer(500, "the script has no step");

    private ScriptedServer(ServerSocketFactory sockets) {
        server = RawServer.start(sockets, this::serve);
    }

    static ScriptedServer start() {
        return start(ServerSocketFactory.getDefault());
    }

    static ScriptedServer start(ServerSocketFactory sockets) {
        return new ScriptedServer(sockets);
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
        return server.authority();
    }

    List<Request> requests() {
        return requests;
    }

    Request onlyRequest() {
        if (requests.size() != 1) {
            throw new AssertionError("expected one request, and there were " + requests.size());
        }
        return requests.get(0);
    }

    int connections() {
        return server.connections();
    }

    int openConnections() {
        return server.openConnections();
    }

    @Override
    public void close() {
        server.close();
    }

    /** Responds. */
    static Step answer(int status, String body) {
        return answer(status, Map.of(), body);
    }

    static Step answer(int status, Map<String, String> headers, String body) {
        return (request, connection) -> {
            connection.write(response(status, headers, body));
            return true;
        };
    }

    static byte[] response(int status, Map<String, String> headers, String body) {
        String[] lines = headers.entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue())
                .toArray(String[]::new);
        return RawConnection.response(status + " Whatever", body.getBytes(StandardCharsets.UTF_8), lines);
    }

    /** Responds with one offset per record. */
    static Step offsets() {
        return (request, connection) -> {
            connection.write(response(200, Map.of(), Offsets.from(0, records(request))));
            return true;
        };
    }

    /** Closes without having read anything. */
    static Step cut() {
        return CUT;
    }

    /** Closes without a response, when a real server might have stored the request. */
    static Step readThenCut() {
        return (request, connection) -> false;
    }

    /** Sends nothing until the client disconnects. */
    static Step hang() {
        return (request, connection) -> {
            connection.awaitEnd();
            return false;
        };
    }

    /** Writes these bytes and closes. */
    static Step raw(String bytes) {
        return (request, connection) -> {
            connection.write(bytes);
            return false;
        };
    }

    static int records(Request request) {
        return request.text().split("\"value\":|\"data\":\"|\"Data\":", -1).length - 1;
    }

    private void serve(RawConnection connection) throws IOException {
        boolean goesOn = true;
        while (goesOn && connection.awaitRequest()) {
            Step next = script.poll();
            Step step = next == null ? last : next;
            if (step == CUT) {
                return;
            }
            Request request = connection.read();
            requests.add(request);
            goesOn = step.play(request, connection);
        }
    }
}

package io.pinpipe.cli.doctor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server that responds to each method with one status and body. */
final class ScriptedServer implements AutoCloseable {

    /** One response. */
    record Answer(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Answer> answers;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private ScriptedServer(Map<String, Answer> answers) {
        this.answers = answers;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    /** Responds by method; any other method gets a 404. */
    static ScriptedServer answering(Map<String, Answer> answers) {
        return new ScriptedServer(answers);
    }

    String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    URI uri(String schemeAndPath) {
        return URI.create(schemeAndPath.formatted(authority()));
    }

    /** Method, path and body of each request so far. */
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
            Answer answer = answers.getOrDefault(exchange.getRequestMethod(), new Answer(404, "Not Found"));
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}

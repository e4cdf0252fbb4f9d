package io.pinpipe.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A service that echoes every request header in each response, as proxies and gateways do in errors. */
final class EchoingServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern RECORD = Pattern.compile("\"(?:value|Data|data)\"\\s*:");

    private final HttpServer server;
    private final int status;

    private EchoingServer(int status) {
        this.status = status;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    static EchoingServer answering(int status) {
        return new EchoingServer(status);
    }

    String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String echo = exchange.getRequestHeaders().entrySet().stream()
                    .map(header -> header.getKey() + ": " + String.join(" ", header.getValue()))
                    .collect(Collectors.joining(" and "));
            byte[] body = JSON.writeValueAsBytes(answer(sent, "You sent " + echo));
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** A response with the errors of both services, and one for each record. */
    private ObjectNode answer(String sent, String echo) {
        ObjectNode answer = JSON.createObjectNode();
        if (status == 200) {
            ArrayNode offsets = answer.putArray("offsets");
            ArrayNode records = answer.putArray("Records");
            int count = (int) RECORD.matcher(sent).results().count();
            for (int i = 0; i < count; i++) {
                offsets.addObject().put("error_code", 1).put("error", echo);
                records.addObject().put("ErrorCode", "InternalFailure").put("ErrorMessage", echo);
            }
            answer.put("FailedRecordCount", count);
        } else {
            answer.put("error_code", status * 100 + 3);
            answer.put("__type", "AccessDeniedException");
            answer.put("message", echo);
        }
        return answer;
    }
}

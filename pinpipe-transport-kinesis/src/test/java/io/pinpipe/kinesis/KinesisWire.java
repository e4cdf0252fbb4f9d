package io.pinpipe.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** An endpoint that speaks the JSON protocol of Kinesis and responds as scripted. */
final class KinesisWire implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        // Without it, every response on a kept-alive connection waits 40 ms for the client's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** A test's response to a call. */
    @FunctionalInterface
    interface Script {
        void play(Call call) throws IOException;
    }

    /** One record as received. */
    record Sent(String partitionKey, String data) {}

    private final ExecutorService threads =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 100, TimeUnit.MILLISECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "kinesis-wire");
                thread.setDaemon(true);
                return thread;
            });
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    KinesisWire(Script script) {
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            Call call =
                    new Call(exchange, JSON.readTree(exchange.getRequestBody().readAllBytes()));
            calls.add(call);
            script.play(call);
        });
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The calls so far. */
    List<Call> calls() {
        return calls;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Stores all; returns shard 0 and the sequence numbers 0, 1, 2 … within the request. */
    static void store(Call call) throws IOException {
        List<String> results = new ArrayList<>();
        for (int i = 0; i < call.records().size(); i++) {
            results.add(stored(Integer.toString(i)));
        }
        call.reply(200, results(results));
    }

    static String stored(String sequenceNumber) {
        return "{\"SequenceNumber\":\"" + sequenceNumber + "\",\"ShardId\":\"shardId-000000000000\"}";
    }

    static String refused(String code) {
        return refused(code, "scripted");
    }

    static String refused(String code, String message) {
        return JSON.createObjectNode()
                .put("ErrorCode", code)
                .put("ErrorMessage", message)
                .toString();
    }

    static String results(List<String> results) {
        long failed =
                results.stream().filter(result -> result.contains("ErrorCode")).count();
        return "{\"FailedRecordCount\":" + failed + ",\"Records\":[" + String.join(",", results) + "]}";
    }

    static String error(String code, String message) {
        return JSON.createObjectNode()
                .put("__type", code)
                .put("message", message)
                .toString();
    }

    /** One call in flight. */
    static final class Call {

        private final HttpExchange exchange;
        private final JsonNode body;

        private Call(HttpExchange exchange, JsonNode body) {
            this.exchange = exchange;
            this.body = body;
        }

        String action() {
            return exchange.getRequestHeaders().getFirst("X-Amz-Target").replace("Kinesis_20131202.", "");
        }

        String stream() {
            return body.path("StreamName").asText();
        }

        JsonNode body() {
            return body;
        }

        String header(String name) {
            return String.valueOf(exchange.getRequestHeaders().getFirst(name));
        }

        List<Sent> records() {
            List<Sent> records = new ArrayList<>();
            for (JsonNode record : body.path("Records")) {
                try {
                    records.add(new Sent(
                            record.path("PartitionKey").asText(),
                            new String(record.path("Data").binaryValue(), StandardCharsets.UTF_8)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return records;
        }

        void reply(int status, String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }

        /** Responds 200 and repeats a text until the client disconnects. */
        void replyWithoutEnd(String text) {
            byte[] bytes = text.repeat(100).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            try {
                exchange.sendResponseHeaders(200, 0);
                while (true) {
                    exchange.getResponseBody().write(bytes);
                }
            } catch (IOException e) {
                exchange.close();
            }
        }

        /** Closes the connection in the middle of a 200 response. */
        void replyInPart() throws IOException {
            exchange.sendResponseHeaders(200, 500);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            exchange.close();
        }

        /** Closes the connection without a response. */
        void cut() {
            exchange.close();
        }
    }
}

package io.pinpipe.benchmarks.kinesis;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pinpipe.testkit.servers.ChildProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Answers {@code PutRecord} and {@code PutRecords} at once and keeps nothing but the number of records, which it answers
 * to a GET.
 */
final class NullKinesis {

    private static final byte[] KEY = "\"PartitionKey\"".getBytes(StandardCharsets.US_ASCII);
    private static final String STORED =
            "{\"SequenceNumber\":\"49590338271490256608559692538361571095921575989136588898\","
                    + "\"ShardId\":\"shardId-000000000000\"}";
    private static final int OK = 200;

    private final AtomicLong records = new AtomicLong();

    private NullKinesis() {}

    /**
     * Serves on a free port.
     *
     * @param arguments none
     * @throws IOException when there is no port
     */
    public static void main(String[] arguments) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "null-kinesis");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", new NullKinesis()::handle);
        server.start();
        ChildProcess.serve("http://127.0.0.1:" + server.getAddress().getPort(), () -> server.stop(0));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            byte[] answer = answer(exchange, request).getBytes(StandardCharsets.US_ASCII);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(OK, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private String answer(HttpExchange exchange, byte[] request) {
        if (exchange.getRequestMethod().equals("GET")) {
            return Long.toString(records.get());
        }
        int keys = count(request);
        records.addAndGet(keys);
        return exchange.getRequestHeaders().getFirst("X-Amz-Target").endsWith(".PutRecord")
                ? STORED
                : "{\"FailedRecordCount\":0,\"Records\":[" + (STORED + ",").repeat(keys - 1) + STORED + "]}";
    }

    /** How many partition keys a request has. The data is base64, in which no quotation mark can stand. */
    private static int count(byte[] request) {
        int count = 0;
        for (int i = 0; i <= request.length - KEY.length; i++) {
            if (request[i] == '"' && isKeyAt(request, i)) {
                count++;
                i += KEY.length - 1;
            }
        }
        return count;
    }

    private static boolean isKeyAt(byte[] request, int from) {
        for (int i = 0; i < KEY.length; i++) {
            if (request[from + i] != KEY[i]) {
                return false;
            }
        }
        return true;
    }
}

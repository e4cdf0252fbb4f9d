package io.pinpipe.benchmarks.kinesis;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.pinpipe.testkit.servers.ChildProcess;
import io.pinpipe.testkit.servers.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Answers {@code PutRecord} and {@code PutRecords} immediately and stores only the number of records, which a GET
 * returns. It has one shard.
 */
final class NullKinesis {

    private static final byte[] KEY = "\"PartitionKey\"".getBytes(StandardCharsets.US_ASCII);
    private static final String STORED =
            "{\"SequenceNumber\":\"49590338271490256608559692538361571095921575989136588898\","
                    + "\"ShardId\":\"shardId-000000000000\"}";
    private static final String ONE_SHARD = "{\"Shards\":[{\"ShardId\":\"shardId-000000000000\",\"HashKeyRange\":"
            + "{\"StartingHashKey\":\"0\",\"EndingHashKey\":\"340282366920938463463374607431768211455\"},"
            + "\"SequenceNumberRange\":{\"StartingSequenceNumber\":\"1\"}}]}";
    private static final int OK = 200;

    private final AtomicLong records = new AtomicLong();

    private NullKinesis() {}

    /**
     * Listens on two free ports, without and with TLS.
     *
     * @param arguments none
     * @throws IOException when no ports are available
     */
    public static void main(String[] arguments) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpServer plain = HttpServer.create(free, 0);
        HttpsServer tls = HttpsServer.create(free, 0);
        tls.setHttpsConfigurator(new HttpsConfigurator(SelfSigned.context()));
        NullKinesis kinesis = new NullKinesis();
        Executor threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "null-kinesis");
            thread.setDaemon(true);
            return thread;
        });
        for (HttpServer server : List.of(plain, tls)) {
            server.setExecutor(threads);
            server.createContext("/", kinesis::handle);
            server.start();
        }
        String addresses = "http://127.0.0.1:" + plain.getAddress().getPort() + " https://127.0.0.1:"
                + tls.getAddress().getPort();
        ChildProcess.serve(addresses, () -> {
            plain.stop(0);
            tls.stop(0);
        });
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
        String operation = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
        if (operation.endsWith(".ListShards")) {
            return ONE_SHARD;
        }
        int keys = count(request);
        records.addAndGet(keys);
        return operation.endsWith(".PutRecord") || keys == 0
                ? STORED
                : "{\"FailedRecordCount\":0,\"Records\":[" + (STORED + ",").repeat(keys - 1) + STORED + "]}";
    }

    /** Counts the partition keys of a request. The data is base64, which contains no quotation marks. */
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

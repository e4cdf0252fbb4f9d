package io.pinpipe.spark.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * One stream with one shard that speaks the JSON protocol, and can do what kinesalite never does: throttle, let iterators
 * expire, forget old records. A record's sequence number is also its data.
 */
final class ScriptedKinesis implements AutoCloseable {

    static final String SHARD = "shardId-000000000000";

    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        // Without it, every response on a kept-alive connection waits for the client's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** Decides about a call before it is processed: returns an error's name, or null to process it. */
    @FunctionalInterface
    interface Script {
        @Nullable
        String error(String action, int callsBefore);
    }

    /** One call. */
    record Call(String action, JsonNode body) {}

    private final SortedMap<Long, Long> records = new TreeMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile Script script = (action, before) -> null;

    ScriptedKinesis() {
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    Map<String, String> options(String... more) {
        Map<String, String> options = new HashMap<>(Map.of(
                "stream",
                "scripted",
                "region",
                "us-east-1",
                "endpoint",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "pollInterval",
                "0ms"));
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        return options;
    }

    void script(Script script) {
        this.script = script;
    }

    synchronized void put(long from, long to, long arrivalMillis) {
        for (long number = from; number < to; number++) {
            records.put(number, arrivalMillis);
        }
    }

    /** Forgets the records before the given one. */
    synchronized void trim(long before) {
        records.headMap(before).clear();
    }

    List<Call> calls(String action) {
        return calls.stream().filter(call -> call.action().equals(action)).toList();
    }

    void forgetCalls() {
        calls.clear();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        String action = exchange.getRequestHeaders().getFirst("X-Amz-Target").replace("Kinesis_20131202.", "");
        String error = script.error(action, calls(action).size());
        calls.add(new Call(action, body));
        ObjectNode answer = error == null
                ? answer(action, body)
                : JSON.createObjectNode().put("__type", error).put("message", "scripted");
        byte[] bytes = JSON.writeValueAsString(answer).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(error == null ? 200 : 400, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private ObjectNode answer(String action, JsonNode body) {
        ObjectNode answer = JSON.createObjectNode();
        switch (action) {
            case "DescribeStreamSummary" ->
                answer.putObject("StreamDescriptionSummary")
                        .put("StreamCreationTimestamp", 1_700_000_000)
                        .put("RetentionPeriodHours", 48);
            case "ListShards" -> {
                ObjectNode shard = answer.putArray("Shards").addObject().put("ShardId", SHARD);
                shard.putObject("SequenceNumberRange").put("StartingSequenceNumber", "1");
            }
            case "GetShardIterator" ->
                answer.put(
                        "ShardIterator",
                        switch (body.path("ShardIteratorType").asText()) {
                            case "AT_SEQUENCE_NUMBER" ->
                                body.path("StartingSequenceNumber").asText();
                            case "LATEST" -> Long.toString(end());
                            case "AT_TIMESTAMP" ->
                                Long.toString(firstAt(body.path("Timestamp").asDouble()));
                            default -> "0";
                        });
            case "GetRecords" -> records(answer, body);
            default -> throw new IllegalArgumentException(action);
        }
        return answer;
    }

    private long end() {
        return records.isEmpty() ? 1 : records.lastKey() + 1;
    }

    private long firstAt(double seconds) {
        return records.entrySet().stream()
                .filter(record -> record.getValue() / 1000.0 >= seconds)
                .mapToLong(Map.Entry::getKey)
                .findFirst()
                .orElseGet(this::end);
    }

    private void records(ObjectNode answer, JsonNode body) {
        ArrayNode page = answer.putArray("Records");
        long next = body.path("ShardIterator").asLong();
        for (Map.Entry<Long, Long> record : records.tailMap(next).entrySet()) {
            if (page.size() == body.path("Limit").asInt()) {
                break;
            }
            next = record.getKey() + 1;
            page.addObject()
                    .put("SequenceNumber", record.getKey().toString())
                    .put("PartitionKey", "k")
                    .put("ApproximateArrivalTimestamp", record.getValue() / 1000.0)
                    .put(
                            "Data",
                            Base64.getEncoder()
                                    .encodeToString(record.getKey().toString().getBytes(StandardCharsets.UTF_8)));
        }
        answer.put("NextShardIterator", Long.toString(next));
        answer.put("MillisBehindLatest", records.tailMap(next).isEmpty() ? 0 : 1);
    }
}

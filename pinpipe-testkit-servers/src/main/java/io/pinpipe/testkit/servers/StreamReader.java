package io.pinpipe.testkit.servers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads whole streams of an emulator: every shard from its first record to the last one at the time of the read. */
public final class StreamReader {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private StreamReader() {}

    /**
     * Reads a stream into a list.
     *
     * @param endpoint the emulator's address; it must not verify signatures
     * @param stream the stream's name
     * @return its records, shard by shard; those of one shard in their order
     * @throws IllegalStateException when the emulator returns an error, for example for an unknown stream
     */
    public static List<StreamRecord> read(URI endpoint, String stream) {
        List<StreamRecord> records = new ArrayList<>();
        read(endpoint, stream, records::add);
        return records;
    }

    /**
     * Reads a stream record by record, for streams that exceed the memory.
     *
     * @param endpoint the emulator's address; it must not verify signatures
     * @param stream the stream's name
     * @param each receives each record, shard by shard; those of a shard in order
     * @throws IllegalStateException when the emulator returns an error, for example for an unknown stream
     */
    public static void read(URI endpoint, String stream, Consumer<StreamRecord> each) {
        KinesisCalls kinesis = new KinesisCalls(endpoint, TIMEOUT);
        ObjectNode list = object();
        list.put("StreamName", stream);
        while (!list.isEmpty()) {
            JsonNode answer = kinesis.call("ListShards", list);
            for (JsonNode shard : answer.path("Shards")) {
                read(kinesis, stream, shard.path("ShardId").asText(), each);
            }
            list = object();
            if (answer.hasNonNull("NextToken")) {
                list.put("NextToken", answer.path("NextToken").asText());
            }
        }
    }

    private static void read(KinesisCalls kinesis, String stream, String shard, Consumer<StreamRecord> each) {
        JsonNode answer = kinesis.call(
                "GetShardIterator",
                object().put("StreamName", stream).put("ShardId", shard).put("ShardIteratorType", "TRIM_HORIZON"));
        String iterator = answer.path("ShardIterator").asText();
        while (!iterator.isEmpty()) {
            answer = kinesis.call("GetRecords", object().put("ShardIterator", iterator));
            for (JsonNode record : answer.path("Records")) {
                each.accept(new StreamRecord(
                        stream,
                        shard,
                        record.path("SequenceNumber").asText(),
                        record.path("PartitionKey").asText(),
                        text(record.path("Data"))));
            }
            boolean atEnd = answer.path("Records").isEmpty()
                    && answer.path("MillisBehindLatest").asLong() == 0;
            iterator = atEnd ? "" : answer.path("NextShardIterator").asText("");
        }
    }

    private static String text(JsonNode data) {
        try {
            return new String(data.binaryValue(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The emulator holds data that is not base64", e);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}

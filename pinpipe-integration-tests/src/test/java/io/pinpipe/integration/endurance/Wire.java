package io.pinpipe.integration.endurance;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Formats of requests and responses, those of Kinesis unless overridden, written and parsed without any class of the
 * transports.
 */
enum Wire {
    KAFKA_REST("offsets", "records", "key", "http://127.0.0.1:%d/test") {
        @Override
        String stored(long position) {
            return "{\"partition\":0,\"offset\":" + position + ",\"error_code\":null,\"error\":null}";
        }

        @Override
        List<String> refusals() {
            return List.of(
                    "{\"partition\":null,\"offset\":null,\"error_code\":50002,\"error\":\"not leader\"}",
                    "{\"partition\":null,\"offset\":null,\"error_code\":50003,\"error\":\"again\"}",
                    "{\"error_code\":2,\"error\":\"the broker was silent\"}",
                    "{\"error_code\":40301,\"error\":\"not allowed\"}");
        }

        @Override
        String answer(List<String> entries) {
            return "{\"key_schema_id\":null,\"value_schema_id\":null,\"offsets\":[" + String.join(",", entries) + "]}";
        }

        @Override
        Map<String, String> strangeEntries() {
            Map<String, String> entries = strangeEntriesOfAnyKind();
            entries.put("an offset below zero", "{\"partition\":0,\"offset\":-1}");
            entries.put("the lowest offset", "{\"partition\":0,\"offset\":-9223372036854775808}");
            entries.put("an offset above all", "{\"partition\":0,\"offset\":99999999999999999999}");
            entries.put("an offset with a fraction", "{\"partition\":0,\"offset\":1.5}");
            entries.put("an offset as text", "{\"partition\":0,\"offset\":\"1\"}");
            entries.put("true for an offset", "{\"partition\":0,\"offset\":true}");
            entries.put("an object for an offset", "{\"partition\":0,\"offset\":{\"offset\":1}}");
            entries.put("no offset", "{\"partition\":0}");
            entries.put("a null offset", "{\"partition\":0,\"offset\":null}");
            entries.put("no partition", "{\"offset\":1}");
            entries.put("a partition below zero", "{\"partition\":-1,\"offset\":1}");
            entries.put("an error beside the offset", "{\"partition\":0,\"offset\":1,\"error_code\":50002}");
            entries.put("an error as text", "{\"partition\":0,\"offset\":1,\"error_code\":\"50002\"}");
            entries.put("an error of another type", "{\"partition\":0,\"offset\":1,\"error_code\":{}}");
            entries.put(
                    "an error that null follows",
                    "{\"partition\":0,\"offset\":1,\"error_code\":50002,\"error_code\":null}");
            return entries;
        }

        @Override
        @Nullable
        Place read(JsonNode entry) {
            JsonNode partition = entry.path("partition");
            JsonNode offset = entry.path("offset");
            boolean stored =
                    isAbsent(entry.path("error_code")) && isNumberFromZero(partition) && isNumberFromZero(offset);
            return stored ? new Place(partition.asText(), offset.asText()) : null;
        }
    },
    GATEWAY("Records", "records", "partition-key", "kinesis+http://127.0.0.1:%d/test"),
    KINESIS("Records", "Records", "PartitionKey", "kinesis://us-east-1?endpoint=http://127.0.0.1:%d");

    /** The position of a record, as named by a response. */
    record Place(@Nullable String partition, String position) {}

    private static final ObjectReader OBJECT = new ObjectMapper().reader();

    private static final ObjectReader JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .reader();

    private final String results;
    private final String records;
    private final String key;
    private final String target;

    Wire(String results, String records, String key, String target) {
        this.results = results;
        this.records = records;
        this.key = key;
        this.target = target;
    }

    /** The entry of a record that is stored. */
    String stored(long position) {
        return "{\"SequenceNumber\":\"" + position + "\",\"ShardId\":\"shardId-000000000000\"}";
    }

    /** Entries of records that are not. */
    List<String> refusals() {
        return List.of(
                "{\"ErrorCode\":\"ProvisionedThroughputExceededException\",\"ErrorMessage\":\"slowly\"}",
                "{\"ErrorCode\":\"InternalFailure\",\"ErrorMessage\":\"Internal Service Failure\"}",
                "{\"ErrorCode\":\"AccessDeniedException\",\"ErrorMessage\":\"not allowed\"}",
                "{\"ErrorCode\":\"Unheard\",\"ErrorMessage\":null}");
    }

    /** The body of a whole answer. */
    String answer(List<String> entries) {
        long failed =
                entries.stream().filter(entry -> entry.contains("ErrorCode")).count();
        return "{\"FailedRecordCount\":" + failed + ",\"Records\":[" + String.join(",", entries) + "]}";
    }

    /** Entries that no service should answer, by what is strange in them. */
    Map<String, String> strangeEntries() {
        Map<String, String> entries = strangeEntriesOfAnyKind();
        entries.put("an empty sequence number", "{\"SequenceNumber\":\"\",\"ShardId\":\"s\"}");
        entries.put("a blank sequence number", "{\"SequenceNumber\":\"  \",\"ShardId\":\"s\"}");
        entries.put("a null sequence number", "{\"SequenceNumber\":null,\"ShardId\":\"s\"}");
        entries.put("no sequence number", "{\"ShardId\":\"s\"}");
        entries.put("an object for a sequence number", "{\"SequenceNumber\":{\"a\":\"1\"},\"ShardId\":\"s\"}");
        entries.put("an array for a sequence number", "{\"SequenceNumber\":[\"1\"],\"ShardId\":\"s\"}");
        entries.put("true for a sequence number", "{\"SequenceNumber\":true,\"ShardId\":\"s\"}");
        entries.put(
                "an error beside the sequence number", "{\"SequenceNumber\":\"1\",\"ErrorCode\":\"InternalFailure\"}");
        entries.put("an empty error beside the sequence number", "{\"SequenceNumber\":\"1\",\"ErrorCode\":\"\"}");
        entries.put(
                "an error that null follows",
                "{\"SequenceNumber\":\"1\",\"ErrorCode\":\"InternalFailure\",\"ErrorCode\":null}");
        entries.put("a name in small letters", "{\"sequencenumber\":\"1\",\"shardid\":\"s\"}");
        return entries;
    }

    @Nullable
    Place read(JsonNode entry) {
        JsonNode position = entry.path("SequenceNumber");
        JsonNode shard = entry.path("ShardId");
        boolean stored = isAbsent(entry.path("ErrorCode"))
                && position.isTextual()
                && !position.asText().isBlank();
        return stored ? new Place(shard.isTextual() ? shard.asText() : null, position.asText()) : null;
    }

    /** What {@code Publisher.open} is given for a server on this port. */
    URI target(int port) {
        return URI.create(target.formatted(port));
    }

    /** The name of the list of results. */
    String results() {
        return results;
    }

    /** The indexes of the events that a request carries, in order. */
    List<Long> indexes(byte[] request) throws IOException {
        List<Long> indexes = new ArrayList<>();
        for (JsonNode record : JSON.readTree(request).path(records)) {
            indexes.add(Long.valueOf(record.path(key).asText().replace("\"", "")));
        }
        return indexes;
    }

    /**
     * Reads an answer strictly; where a name stands twice it says nothing, but to the SDK, for which the later one
     * counts.
     *
     * @return a position for each record, null for those that the response does not report as stored
     */
    List<@Nullable Place> read(byte[] answer, int count) {
        List<@Nullable Place> none = Collections.nCopies(count, null);
        JsonNode tree = tree(answer);
        if (tree == null) {
            return none;
        }
        JsonNode entries = tree.path(results);
        if (!entries.isArray()
                || entries.size() != count
                || !tree.path("__type").isMissingNode()) {
            return none;
        }
        List<@Nullable Place> places = new ArrayList<>();
        entries.forEach(entry -> places.add(read(entry)));
        return places;
    }

    private @Nullable JsonNode tree(byte[] json) {
        try {
            return whole(parser(JSON.getFactory().createParser(json)));
        } catch (IOException e) {
            // Bytes that are no UTF-8 in a text that nobody reads do no harm.
        }
        try {
            return whole(parser(JSON.getFactory().createParser(new String(json, StandardCharsets.UTF_8))));
        } catch (IOException e) {
            return null;
        }
    }

    private JsonParser parser(JsonParser parser) {
        return this == KINESIS ? parser : parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    }

    private @Nullable JsonNode whole(JsonParser parser) throws IOException {
        try (parser) {
            // The SDK closes an answer at the end of its object, whatever follows.
            JsonNode tree = (this == KINESIS ? OBJECT : JSON).readTree(parser);
            return this == KINESIS || parser.nextToken() == null ? tree : null;
        }
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static boolean isNumberFromZero(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() && node.asLong() >= 0;
    }

    private static Map<String, String> strangeEntriesOfAnyKind() {
        Map<String, String> entries = new TreeMap<>();
        entries.put("null for an entry", "null");
        entries.put("a number for an entry", "1");
        entries.put("a text for an entry", "\"1\"");
        entries.put("an array for an entry", "[1]");
        entries.put("an empty entry", "{}");
        return entries;
    }
}

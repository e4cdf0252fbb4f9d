package io.pinpipe.testkit.servers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The records of a v2 produce request with embedded JSON.
 *
 * @param records at least one
 */
record ProduceRequest(List<Item> records) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Set<String> REQUEST_FIELDS =
            Set.of("records", "key_schema", "key_schema_id", "value_schema", "value_schema_id");
    private static final Set<String> RECORD_FIELDS = Set.of("key", "value", "partition");

    /**
     * One record, as the proxy writes it: a JSON string key keeps its quotes, a number has none.
     *
     * @param partition where it is to go, or null when its key decides
     * @param key compact JSON in UTF-8, or null
     * @param value compact JSON in UTF-8, or null
     */
    record Item(@Nullable Integer partition, byte @Nullable [] key, byte @Nullable [] value) {}

    /** A body that is not a produce request. */
    static final class MalformedException extends Exception {

        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }

    static ProduceRequest parse(byte[] body) throws MalformedException {
        JsonNode root = tree(body);
        refuseUnknown(root, REQUEST_FIELDS);
        JsonNode records = root.path("records");
        if (!records.isArray() || records.isEmpty()) {
            throw new MalformedException("records may not be empty");
        }
        List<Item> items = new ArrayList<>(records.size());
        for (JsonNode each : records) {
            items.add(item(each));
        }
        return new ProduceRequest(items);
    }

    private static Item item(JsonNode record) throws MalformedException {
        if (!record.isObject()) {
            throw new MalformedException("a record must be an object");
        }
        refuseUnknown(record, RECORD_FIELDS);
        JsonNode partition = record.path("partition");
        boolean absent = partition.isMissingNode() || partition.isNull();
        if (!absent && (!partition.isInt() || partition.intValue() < 0)) {
            throw new MalformedException("partition must be a number from 0");
        }
        return new Item(absent ? null : partition.intValue(), bytes(record.path("key")), bytes(record.path("value")));
    }

    private static JsonNode tree(byte[] body) throws MalformedException {
        try {
            JsonNode root = JSON.readTree(body);
            if (!root.isObject()) {
                throw new MalformedException("the body must be a JSON object");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new MalformedException("the body is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new MalformedException("the body is not JSON: " + e.getMessage());
        }
    }

    private static void refuseUnknown(JsonNode node, Set<String> known) throws MalformedException {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw new MalformedException("Unrecognized field: " + name);
            }
        }
    }

    private static byte @Nullable [] bytes(JsonNode node) throws MalformedException {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new MalformedException("a value cannot be written: " + e.getOriginalMessage());
        }
    }
}

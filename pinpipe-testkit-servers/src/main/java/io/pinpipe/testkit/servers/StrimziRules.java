package io.pinpipe.testkit.servers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinpipe.testkit.servers.Dialect.Answer;
import io.pinpipe.testkit.servers.ProduceRequest.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The Strimzi Kafka bridge, which validates requests against its published OpenAPI schema. */
final class StrimziRules extends ProxyRules {

    private static final Set<String> RECORD_FIELDS = Set.of("key", "value", "partition", "headers");

    @Override
    @Nullable
    Answer refuseType(String contentType) {
        return contentType.equals(JSON_V2)
                ? null
                : Dialect.error(
                        400,
                        400,
                        "Validation error on: The format of the request body is not supported: " + contentType);
    }

    @Override
    ProduceRequest read(byte[] body) throws RefusedException {
        JsonNode root = ProduceRequest.tree(body);
        if (root == null) {
            throw new RefusedException(Dialect.error(400, 400, "Validation error on: Json body could not be decoded"));
        }
        require(root.isObject(), "Instance type " + type(root) + " is invalid. Expected object");
        require(ProduceRequest.unknownField(root, Set.of("records")) == null, "Property does not match schema");
        JsonNode records = root.path("records");
        require(records.isArray() && !records.isEmpty(), "Property \"records\" does not match schema");
        List<ProduceRequest.Item> items = new ArrayList<>(records.size());
        for (JsonNode record : records) {
            items.add(item(record));
        }
        return new ProduceRequest(items);
    }

    private static ProduceRequest.Item item(JsonNode record) throws RefusedException {
        require(record.isObject(), "Items did not match schema");
        String unknown = ProduceRequest.unknownField(record, RECORD_FIELDS);
        require(unknown == null, "Property \"" + unknown + "\" does not match additional properties schema");
        require(record.has("value"), "Instance does not have required property \"value\"");
        JsonNode key = record.path("key");
        require(
                key.isMissingNode() || key.isTextual() || key.isObject(),
                "Property \"key\" does not match schema",
                "Instance type " + type(key) + " is invalid. Expected object, string");
        JsonNode value = record.path("value");
        require(
                value.isTextual() || value.isContainerNode() || value.isNull(),
                "Property \"value\" does not match schema",
                "Instance type " + type(value) + " is invalid. Expected array, object, string");
        JsonNode partition = record.path("partition");
        require(
                partition.isMissingNode() || (partition.isInt() && partition.intValue() >= 0),
                "Property \"partition\" does not match schema",
                "Instance type " + type(partition) + " is invalid. Expected integer");
        return new ProduceRequest.Item(
                partition.isMissingNode() ? null : partition.intValue(),
                ProduceRequest.bytes(key),
                ProduceRequest.bytes(value));
    }

    @Override
    Answer unknownTopic(String topic) {
        return Dialect.error(404, 404, "Topic " + topic + " not present in metadata after 60000 ms.");
    }

    @Override
    Answer unavailable(String problem, boolean reached) {
        return Dialect.error(500, 500, problem);
    }

    @Override
    ObjectNode failed(Throwable why) {
        String message = String.valueOf(why.getMessage());
        boolean unknown = why instanceof TimeoutException && message.contains("not present in metadata");
        return JsonNodeFactory.instance
                .objectNode()
                .put("error_code", unknown ? 404 : 500)
                .put("message", message);
    }

    @Override
    Answer produced(List<ObjectNode> offsets) {
        return new Answer(200, offsets(offsets));
    }

    private static String type(JsonNode node) {
        return node.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private static void require(boolean holds, String... otherwise) throws RefusedException {
        if (!holds) {
            Answer answer = Dialect.error(400, 400, "Validation error on: Schema validation error");
            var errors = answer.body().putArray("validation_errors");
            errors.add("Property \"records\" does not match schema");
            for (String error : otherwise) {
                errors.add(error);
            }
            throw new RefusedException(answer);
        }
    }
}

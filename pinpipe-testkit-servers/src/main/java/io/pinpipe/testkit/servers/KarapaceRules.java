package io.pinpipe.testkit.servers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinpipe.testkit.servers.Dialect.Answer;
import io.pinpipe.testkit.servers.ProduceRequest.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Karapace's REST proxy. */
final class KarapaceRules extends ProxyRules {

    private static final int FATAL_OR_UNKNOWN = 1;
    private static final int RETRIABLE = 2;

    private static final Set<String> REQUEST_FIELDS =
            Set.of("records", "key_schema", "key_schema_id", "value_schema", "value_schema_id");
    private static final Set<String> RECORD_FIELDS = Set.of("key", "value", "partition");

    @Override
    ProduceRequest read(byte[] body) throws RefusedException {
        JsonNode root = ProduceRequest.tree(body);
        if (root == null) {
            throw refused(400, "Invalid request JSON body");
        }
        boolean hasRecords = root.isObject() && root.has("records") && !isFalse(root.path("records"));
        if (!hasRecords || ProduceRequest.unknownField(root, REQUEST_FIELDS) != null) {
            throw refused(422, "Invalid request format");
        }
        if (!root.path("records").isArray()) {
            throw refused(400, "'records' must be an array");
        }
        List<ProduceRequest.Item> items = new ArrayList<>();
        for (JsonNode record : root.path("records")) {
            items.add(item(record));
        }
        return new ProduceRequest(items);
    }

    private static ProduceRequest.Item item(JsonNode record) throws RefusedException {
        if (!record.isObject()) {
            throw refused(400, "Produce record must be an object");
        }
        JsonNode partition = record.path("partition");
        if (!partition.isMissingNode() && !partition.isInt()) {
            throw refused(404, "Partition " + partition + " is not an integer");
        }
        if (ProduceRequest.unknownField(record, RECORD_FIELDS) != null) {
            throw refused(422, "Invalid request format");
        }
        JsonNode key = record.path("key");
        boolean noKey = key.isMissingNode() || key.isNull();
        return new ProduceRequest.Item(
                partition.isMissingNode() ? null : partition.intValue(),
                noKey ? null : bytes(key),
                bytes(record.path("value")));
    }

    /** Values that are falsy in Python are written as no bytes. */
    private static byte @Nullable [] bytes(JsonNode node) throws RefusedException {
        return isFalse(node) ? new byte[0] : ProduceRequest.bytes(node);
    }

    private static boolean isFalse(JsonNode node) {
        return node.isMissingNode()
                || node.isNull()
                || (node.isBoolean() && !node.booleanValue())
                || (node.isNumber() && node.decimalValue().signum() == 0)
                || (node.isTextual() && node.textValue().isEmpty())
                || (node.isContainerNode() && node.isEmpty());
    }

    @Override
    Answer unknownTopic(String topic) {
        return Dialect.error(404, 40401, "Topic " + topic + " not found");
    }

    @Override
    Answer unavailable(String problem, boolean reached) {
        return reached
                ? Dialect.error(503, 503, "Service unavailable")
                : new Answer(403, JsonNodeFactory.instance.objectNode().put("message", "Forbidden"));
    }

    @Override
    ObjectNode failed(Throwable why) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("error_code", isRetriable(why) ? RETRIABLE : FATAL_OR_UNKNOWN)
                .put("error", error(why));
    }

    @Override
    Answer produced(List<ObjectNode> offsets) {
        boolean anyFailed = offsets.stream().anyMatch(offset -> offset.has("error"));
        ObjectNode body = offsets(offsets).putNull("key_schema_id").putNull("value_schema_id");
        return new Answer(anyFailed ? 422 : 200, body);
    }

    private static boolean isRetriable(Throwable why) {
        return why instanceof RetriableException && !(why instanceof TimeoutException);
    }

    private static String error(Throwable why) {
        if (why instanceof RecordTooLargeException) {
            return "Broker: Message size too large";
        }
        if (why instanceof TimeoutException) {
            return String.valueOf(why.getMessage()).contains("not present in metadata")
                    ? "Unrecognized partition"
                    : "timed out waiting to publish message";
        }
        return String.valueOf(why.getMessage());
    }

    private static RefusedException refused(int status, String message) {
        return new RefusedException(Dialect.error(status, status, message));
    }
}

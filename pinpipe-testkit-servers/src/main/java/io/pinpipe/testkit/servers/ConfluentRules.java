package io.pinpipe.testkit.servers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinpipe.testkit.servers.Dialect.Answer;
import io.pinpipe.testkit.servers.ProduceRequest.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;

/** {@code confluentinc/kafka-rest}, v2. */
final class ConfluentRules extends ProxyRules {

    private static final int FATAL = 50002;
    private static final int RETRIABLE = 50003;
    private static final int UNAUTHENTICATED = 40101;
    private static final int FORBIDDEN = 40301;

    private static final Set<String> REQUEST_FIELDS =
            Set.of("records", "key_schema", "key_schema_id", "value_schema", "value_schema_id");
    private static final Set<String> RECORD_FIELDS = Set.of("key", "value", "partition");

    @Override
    ProduceRequest read(byte[] body) throws RefusedException {
        JsonNode root = ProduceRequest.tree(body);
        if (root == null || !root.isObject()) {
            throw new RefusedException(Dialect.error(422, 422, "the body must be a JSON object"));
        }
        refuseUnknown(root, REQUEST_FIELDS);
        JsonNode records = root.path("records");
        require(records.isArray() && !records.isEmpty(), "records may not be empty");
        List<ProduceRequest.Item> items = new ArrayList<>(records.size());
        for (JsonNode record : records) {
            require(record.isObject(), "a record must be an object");
            refuseUnknown(record, RECORD_FIELDS);
            JsonNode partition = record.path("partition");
            boolean absent = partition.isMissingNode() || partition.isNull();
            require(absent || (partition.isInt() && partition.intValue() >= 0), "partition must be a number from 0");
            items.add(new ProduceRequest.Item(
                    absent ? null : partition.intValue(),
                    ProduceRequest.bytes(record.path("key")),
                    ProduceRequest.bytes(record.path("value"))));
        }
        return new ProduceRequest(items);
    }

    @Override
    Answer unknownTopic(String topic) {
        return Dialect.error(404, 40401, "Topic not found.");
    }

    @Override
    Answer unavailable(String problem, boolean reached) {
        return Dialect.error(500, RETRIABLE, "Retriable Kafka error: " + problem);
    }

    @Override
    ObjectNode stored(int partition, long offset) {
        return super.stored(partition, offset).putNull("error_code").putNull("error");
    }

    @Override
    ObjectNode failed(Throwable why) {
        return JsonNodeFactory.instance
                .objectNode()
                .putNull("partition")
                .putNull("offset")
                .put("error_code", code(why))
                .put("error", String.valueOf(why.getMessage()));
    }

    @Override
    Answer produced(List<ObjectNode> offsets) {
        ObjectNode body = offsets(offsets).putNull("key_schema_id").putNull("value_schema_id");
        return new Answer(status(offsets), body);
    }

    private static int code(Throwable why) {
        if (why instanceof AuthenticationException) {
            return UNAUTHENTICATED;
        }
        if (why instanceof AuthorizationException) {
            return FORBIDDEN;
        }
        return why instanceof RetriableException ? RETRIABLE : FATAL;
    }

    private static int status(List<ObjectNode> offsets) {
        for (ObjectNode offset : offsets) {
            switch (offset.path("error_code").asInt()) {
                case UNAUTHENTICATED:
                    return 401;
                case FORBIDDEN:
                    return 403;
                default:
                    break;
            }
        }
        return 200;
    }

    private static void refuseUnknown(JsonNode node, Set<String> known) throws RefusedException {
        String unknown = ProduceRequest.unknownField(node, known);
        require(unknown == null, "Unrecognized field: " + unknown);
    }

    private static void require(boolean holds, String otherwise) throws RefusedException {
        if (!holds) {
            throw new RefusedException(Dialect.error(422, 422, otherwise));
        }
    }
}

package io.pinpipe.testkit.servers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** How one of the two Kafka REST proxies in use words its answers. */
public enum Dialect {

    /** As {@code confluentinc/kafka-rest} answers, v2. */
    CONFLUENT {

        private static final int FATAL = 50002;
        private static final int RETRIABLE = 50003;
        private static final int UNAUTHENTICATED = 40101;
        private static final int FORBIDDEN = 40301;

        @Override
        @Nullable
        Answer refuseType(String contentType) {
            String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
            return type.equals(JSON_V2) ? null : error(415, 415, "HTTP 415 Unsupported Media Type");
        }

        @Override
        Answer malformed(String problem) {
            return error(422, 422, problem);
        }

        @Override
        Answer unknownTopic(String topic) {
            return error(404, 40401, "Topic not found.");
        }

        @Override
        Answer unavailable(String problem) {
            return error(500, RETRIABLE, "Retriable Kafka error: " + problem);
        }

        @Override
        ObjectNode stored(int partition, long offset) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("partition", partition)
                    .put("offset", offset)
                    .putNull("error_code")
                    .putNull("error");
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
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            ArrayNode entries = body.putArray("offsets");
            offsets.forEach(entries::add);
            body.putNull("key_schema_id").putNull("value_schema_id");
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
    },

    /** As the Strimzi Kafka bridge answers. */
    STRIMZI {

        @Override
        @Nullable
        Answer refuseType(String contentType) {
            return contentType.equals(JSON_V2)
                    ? null
                    : error(400, 400, "Validation error on: Content-Type header '" + contentType + "' is not accepted");
        }

        @Override
        Answer malformed(String problem) {
            return error(400, 400, "Validation error on: " + problem);
        }

        @Override
        Answer unknownTopic(String topic) {
            return error(404, 404, "Topic " + topic + " not present in metadata after 60000 ms.");
        }

        @Override
        Answer unavailable(String problem) {
            return error(500, 500, problem);
        }

        @Override
        ObjectNode stored(int partition, long offset) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("partition", partition)
                    .put("offset", offset);
        }

        @Override
        ObjectNode failed(Throwable why) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("error_code", 500)
                    .put("message", String.valueOf(why.getMessage()));
        }

        @Override
        Answer produced(List<ObjectNode> offsets) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            ArrayNode entries = body.putArray("offsets");
            offsets.forEach(entries::add);
            return new Answer(200, body);
        }
    };

    private static final String JSON_V2 = "application/vnd.kafka.json.v2+json";

    /**
     * An HTTP answer.
     *
     * @param status the status code
     * @param body a JSON object
     */
    record Answer(int status, ObjectNode body) {

        Answer {
            Objects.requireNonNull(body, "body");
        }
    }

    /** The answer to a request of the wrong content type, or null when the type is right. */
    abstract @Nullable Answer refuseType(String contentType);

    /** The answer to a body that is not a produce request. */
    abstract Answer malformed(String problem);

    /** The answer to a request for a topic that the broker does not have. */
    abstract Answer unknownTopic(String topic);

    /** The answer when the broker cannot be asked. */
    abstract Answer unavailable(String problem);

    /** The entry of a record that was stored. */
    abstract ObjectNode stored(int partition, long offset);

    /** The entry of a record that was not stored. */
    abstract ObjectNode failed(Throwable why);

    /** The answer to a request that was handed to the producer, one entry a record. */
    abstract Answer produced(List<ObjectNode> offsets);

    /** What both say of a topic that is there, as far as it is told here. */
    static Answer topic(String topic, int partitions) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", topic);
        body.putObject("configs");
        ArrayNode all = body.putArray("partitions");
        for (int partition = 0; partition < partitions; partition++) {
            all.addObject().put("partition", partition);
        }
        return new Answer(200, body);
    }

    /** An answer about the whole request. */
    static Answer error(int status, int code, String message) {
        return new Answer(
                status,
                JsonNodeFactory.instance.objectNode().put("error_code", code).put("message", message));
    }
}

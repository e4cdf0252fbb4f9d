package io.pinpipe.testkit.servers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The Kafka REST proxies that a stand-in can imitate, including their request validation. */
public enum Dialect {

    /**
     * Imitates {@code confluentinc/kafka-rest}, v2: any JSON is a key, and a failed record is reported within a 200.
     */
    CONFLUENT(new ConfluentRules()),

    /** Imitates the Strimzi Kafka bridge: a key is an object or a string, and a value is required. */
    STRIMZI(new StrimziRules()),

    /**
     * Imitates Karapace: a key or value that is falsy in Python is stored as no bytes, and a request with a failed
     * record is answered with 422 and the offsets of the others.
     */
    KARAPACE(new KarapaceRules());

    private final ProxyRules rules;

    Dialect(ProxyRules rules) {
        this.rules = rules;
    }

    /**
     * An HTTP response.
     *
     * @param status the status code
     * @param body a JSON object
     */
    record Answer(int status, ObjectNode body) {

        Answer {
            Objects.requireNonNull(body, "body");
        }
    }

    /**
     * The response to a request that violates the proxy's schema.
     *
     * @param status the status code
     * @param body JSON
     */
    public record Refusal(int status, String body) {}

    /**
     * Validates a produce request against this proxy's schema.
     *
     * @param contentType the header, or empty
     * @param body the request's body
     * @return the response by which the proxy refuses the request as a whole, storing nothing, or null when it is valid
     */
    public @Nullable Refusal refusal(String contentType, byte[] body) {
        Answer answer = rules.refuseType(contentType);
        if (answer == null) {
            try {
                rules.read(body);
                return null;
            } catch (ProduceRequest.RefusedException e) {
                answer = e.answer();
            }
        }
        return new Refusal(answer.status(), answer.body().toString());
    }

    ProxyRules rules() {
        return rules;
    }

    /** The common subset of how proxies describe an existing topic. */
    static Answer topic(String topic, int partitions) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", topic);
        body.putObject("configs");
        ArrayNode all = body.putArray("partitions");
        for (int partition = 0; partition < partitions; partition++) {
            all.addObject().put("partition", partition);
        }
        return new Answer(200, body);
    }

    /** A response for the whole request. */
    static Answer error(int status, int code, String message) {
        return new Answer(
                status,
                JsonNodeFactory.instance.objectNode().put("error_code", code).put("message", message));
    }
}

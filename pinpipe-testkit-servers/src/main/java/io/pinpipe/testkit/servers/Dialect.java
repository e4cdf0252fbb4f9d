package io.pinpipe.testkit.servers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which of the Kafka REST proxies in use a stand-in answers like, and whose schema it holds requests to. */
public enum Dialect {

    /** As {@code confluentinc/kafka-rest} answers, v2: any JSON is a key, and a record that failed stands in a 200. */
    CONFLUENT(new ConfluentRules()),

    /** As the Strimzi Kafka bridge answers: a key is an object or a string, and a value must be there. */
    STRIMZI(new StrimziRules()),

    /**
     * As Karapace answers: a key or value that Python takes for false is stored as no bytes, and a request of which any
     * record failed is answered by 422 with the offsets of the others.
     */
    KARAPACE(new KarapaceRules());

    private final ProxyRules rules;

    Dialect(ProxyRules rules) {
        this.rules = rules;
    }

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

    /**
     * The answer to a request that the proxy's schema does not allow.
     *
     * @param status the status code
     * @param body JSON
     */
    public record Refusal(int status, String body) {}

    /**
     * Holds a produce request to this proxy's own schema.
     *
     * @param contentType the header, or empty
     * @param body the request's body
     * @return the answer by which the proxy refuses the request as a whole, with nothing stored, or null
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

    /** What all say of a topic that is there, as far as it is told here. */
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

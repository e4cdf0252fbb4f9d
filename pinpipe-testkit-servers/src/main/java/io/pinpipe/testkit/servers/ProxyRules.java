package io.pinpipe.testkit.servers;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinpipe.testkit.servers.Dialect.Answer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What one proxy accepts, and the format of its answers. Thread-safe. */
abstract class ProxyRules {

    static final String JSON_V2 = "application/vnd.kafka.json.v2+json";

    /** Returns the answer to a request with the wrong content type, or null when the type is right. */
    @Nullable
    Answer refuseType(String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals(JSON_V2) ? null : Dialect.error(415, 415, "HTTP 415 Unsupported Media Type");
    }

    /** Reads a produce request as strictly as the proxy's own schema. */
    abstract ProduceRequest read(byte[] body) throws ProduceRequest.RefusedException;

    /** Returns the answer to a request for a topic that does not exist. */
    abstract Answer unknownTopic(String topic);

    /**
     * Returns the answer when the broker is unreachable.
     *
     * @param reached whether the broker was ever reachable since the proxy started
     */
    abstract Answer unavailable(String problem, boolean reached);

    /** Returns the entry of a stored record. */
    ObjectNode stored(int partition, long offset) {
        return JsonNodeFactory.instance.objectNode().put("partition", partition).put("offset", offset);
    }

    /** Returns the entry of a record that was not stored. */
    abstract ObjectNode failed(Throwable why);

    /** Returns the answer to a request that was submitted to the producer, with one entry for each record. */
    abstract Answer produced(List<ObjectNode> offsets);

    static ObjectNode offsets(List<ObjectNode> offsets) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        offsets.forEach(body.putArray("offsets")::add);
        return body;
    }
}

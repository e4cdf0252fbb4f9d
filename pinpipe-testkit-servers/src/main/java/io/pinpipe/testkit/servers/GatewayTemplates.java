package io.pinpipe.testkit.servers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * The two mapping templates of AWS's tutorial for Kinesis behind API Gateway, which map a request's body to a Kinesis
 * call, including what the template language makes of missing parts.
 */
final class GatewayTemplates {

    /** An {@code $input.json} path without a match yields the two characters of an empty JSON string. */
    private static final String NOTHING_AS_JSON = "\"\"";

    private GatewayTemplates() {}

    /** {@code PutRecord}: {@code Data: base64($input.json('$.Data'))}, {@code PartitionKey: $input.path('$.PartitionKey')}. */
    static ObjectNode putRecord(String stream, JsonNode body) {
        JsonNode data = body.get("Data");
        return JsonNodeFactory.instance
                .objectNode()
                .put("StreamName", stream)
                .put("Data", base64(data == null ? NOTHING_AS_JSON : data.toString()))
                .put("PartitionKey", body.path("PartitionKey").asText());
    }

    /** {@code PutRecords}: {@code Data: base64($elem.data)}, {@code PartitionKey: $elem.partition-key} of each record. */
    static ObjectNode putRecords(String stream, JsonNode body) {
        ObjectNode call = JsonNodeFactory.instance.objectNode().put("StreamName", stream);
        ArrayNode records = call.putArray("Records");
        for (JsonNode record : body.path("records")) {
            JsonNode data = record.get("data");
            JsonNode key = record.get("partition-key");
            // A reference without a match remains in the text as written.
            records.addObject()
                    .put("Data", data == null ? "$util.base64Encode($elem.data)" : base64(text(data)))
                    .put("PartitionKey", key == null ? "$elem.partition-key" : text(key));
        }
        return call;
    }

    /** Returns a string unchanged; anything else in a form that differs from the JSON that was sent. */
    private static String text(JsonNode node) {
        if (!node.isObject()) {
            return node.isValueNode() ? node.asText() : node.toString();
        }
        StringBuilder map = new StringBuilder("{");
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            map.append(map.length() == 1 ? "" : ", ")
                    .append(field.getKey())
                    .append('=')
                    .append(text(field.getValue()));
        }
        return map.append('}').toString();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

package io.pinpipe.testkit.servers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinpipe.testkit.servers.Dialect.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    /**
     * One record as the proxy writes it: a JSON string key keeps its quotes, a number has none.
     *
     * @param partition the explicit partition, or null when the key selects it
     * @param key compact JSON in UTF-8, or null
     * @param value compact JSON in UTF-8, or null
     */
    record Item(@Nullable Integer partition, byte @Nullable [] key, byte @Nullable [] value) {}

    /** A request that violates a proxy's schema. */
    static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Answer answer;

        RefusedException(Answer answer) {
            super(answer.body().path("message").asText());
            this.answer = answer;
        }

        Answer answer() {
            return answer;
        }
    }

    /** Parses a body; returns null when it is not JSON. */
    static @Nullable JsonNode tree(byte[] body) {
        try {
            JsonNode root = JSON.readTree(body);
            return root == null || root.isMissingNode() ? null : root;
        } catch (JsonProcessingException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns an unknown field, or null. */
    static @Nullable String unknownField(JsonNode node, Set<String> known) {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                return name;
            }
        }
        return null;
    }

    /** Returns compact JSON; null for a missing or null node. */
    static byte @Nullable [] bytes(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}

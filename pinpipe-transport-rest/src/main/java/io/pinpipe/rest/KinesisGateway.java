package io.pinpipe.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinpipe.Message;
import io.pinpipe.internal.KinesisCodes;
import io.pinpipe.internal.PartitionKeys;
import io.pinpipe.transport.BatchTransport.Batch;
import io.pinpipe.transport.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * API Gateway in front of Kinesis. The usual gateway maps every response of Kinesis to a 200, so only a sequence number
 * proves that a record is stored. Thread-safe.
 */
final class KinesisGateway implements WireProtocol {

    private static final MediaType JSON = MediaType.get("application/json");

    private final HttpUrl base;
    private final KinesisGatewayPublisher.Form form;
    private final RecordFormat format;

    KinesisGateway(HttpUrl base, KinesisGatewayPublisher.Form form, RecordFormat format) {
        this.base = base;
        this.form = form;
        this.format = format;
    }

    @Override
    public String method() {
        return "PUT";
    }

    @Override
    public HttpUrl url(String destination) {
        return base.newBuilder()
                .addPathSegment("streams")
                .addPathSegment(destination)
                .addPathSegment(form.path())
                .build();
    }

    @Override
    public MediaType contentType() {
        return JSON;
    }

    @Override
    public String accept() {
        return "application/json";
    }

    @Override
    public RecordFormat format() {
        return format;
    }

    @Override
    public int recordBytes(Message message) {
        return message.value().length + PartitionKeys.bytes(message);
    }

    @Override
    public @Nullable String problem(Message message) {
        String key = PartitionKeys.problem(message);
        if (key != null) {
            return key;
        }
        if (!fitsTemplate(message.partitionKey())) {
            return "its key would break the gateway's mapping template: use ASCII characters without spaces, quotes and"
                    + " backslashes";
        }
        return form == KinesisGatewayPublisher.Form.RECORD
                ? JsonValue.problem(message.value())
                : Utf8Text.problem(message.value());
    }

    /** The usual mapping templates insert the key between quotes, unescaped. */
    private static boolean fitsTemplate(@Nullable String key) {
        return key == null || key.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\');
    }

    @Override
    public String silence(String destination) {
        return "check that the stream '" + destination + "' exists, and see the logs of the gateway; or raise"
                + " requestTimeout";
    }

    @Override
    public boolean hasResults(HttpAnswer answer) {
        return errorType(answer) != null;
    }

    @Override
    public List<Outcome> outcomes(Batch batch, HttpAnswer answer) {
        int records = batch.messages().size();
        String type = errorType(answer);
        if (type != null) {
            return Collections.nCopies(records, refused(answer, type, answer.message()));
        }
        JsonNode json = answer.json();
        if (json != null && json.has("__type")) {
            return Collections.nCopies(records, noSequenceNumber(answer));
        }
        if (form == KinesisGatewayPublisher.Form.RECORD) {
            return List.of(json == null ? noSequenceNumber(answer) : outcome(answer, json));
        }
        JsonNode entries = json == null ? null : json.get("Records");
        if (entries == null || !entries.isArray()) {
            return Collections.nCopies(records, noSequenceNumber(answer));
        }
        if (entries.size() != records) {
            String why = " returned " + entries.size() + " results for " + records
                    + " records: see the gateway's mapping templates";
            return Collections.nCopies(records, Outcome.protocol(answer.hop() + why));
        }
        List<Outcome> outcomes = new ArrayList<>(records);
        for (JsonNode entry : entries) {
            outcomes.add(outcome(answer, entry));
        }
        return outcomes;
    }

    private static Outcome outcome(HttpAnswer answer, JsonNode entry) {
        JsonNode code = entry.path("ErrorCode");
        if (code.isTextual()) {
            return refused(
                    answer,
                    code.asText(),
                    answer.quote(entry.path("ErrorMessage").asText("")));
        }
        String position = text(entry.path("SequenceNumber"));
        if (position == null || !(code.isNull() || code.isMissingNode())) {
            return noSequenceNumber(answer);
        }
        return Outcome.stored(text(entry.path("ShardId")), position);
    }

    private static Outcome.Refused refused(HttpAnswer answer, String code, String message) {
        return KinesisCodes.refused("Kinesis behind " + answer.hop(), answer.quote(code), message);
    }

    private static Outcome.Refused noSequenceNumber(HttpAnswer answer) {
        return answer.violation(
                "without a sequence number: see the gateway's integration with Kinesis and its mapping" + " templates");
    }

    /** The error code of Kinesis, whatever the status that the gateway gave it; null if there is none. */
    private static @Nullable String errorType(HttpAnswer answer) {
        JsonNode json = answer.json();
        return json == null ? null : text(json.path("__type"));
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() && !node.asText().isBlank() ? node.asText() : null;
    }
}

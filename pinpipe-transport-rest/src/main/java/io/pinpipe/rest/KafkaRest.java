package io.pinpipe.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinpipe.Message;
import io.pinpipe.Reason;
import io.pinpipe.transport.BatchTransport.Batch;
import io.pinpipe.transport.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka REST proxy with protocol version 2, and its dialects. Only a record's own entry with its offset proves that it
 * is stored: a 200 may contain failed records, and a 422 stored ones. Thread-safe.
 */
final class KafkaRest implements WireProtocol {

    private static final MediaType JSON_RECORDS = MediaType.get("application/vnd.kafka.json.v2+json");
    private static final String ACCEPT = "application/vnd.kafka.v2+json, application/json";

    private final HttpUrl base;
    private final ProxyKeys keys;
    private volatile boolean stored;
    private volatile boolean storedNumber;

    KafkaRest(HttpUrl base, KafkaRestPublisher.Key key) {
        this.base = base;
        this.keys = new ProxyKeys(key);
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public HttpUrl url(String destination) {
        return base.newBuilder()
                .addPathSegment("topics")
                .addPathSegment(destination)
                .build();
    }

    @Override
    public MediaType contentType() {
        return JSON_RECORDS;
    }

    @Override
    public String accept() {
        return ACCEPT;
    }

    @Override
    public RecordFormat format() {
        return keys.format();
    }

    @Override
    public RecordFormat longest() {
        return keys.longest();
    }

    @Override
    public int recordBytes(Message message) {
        return message.value().length;
    }

    @Override
    public @Nullable String problem(Message message) {
        return JsonValue.problem(message.value());
    }

    @Override
    public boolean asksFirst(Batch batch) {
        return keys.asksFirst(batch);
    }

    @Override
    public boolean learn(HttpAnswer answer) {
        return keys.learn(answer);
    }

    @Override
    public @Nullable RecordFormat reformat(RecordFormat used, HttpAnswer answer) {
        return keys.reformat(used, answer, storedNumber);
    }

    @Override
    public String silence(String destination) {
        return "check that the topic '" + destination
                + "' exists and that the proxy reaches its broker, since a proxy may block on either without"
                + " responding, and see the proxy's log; or raise requestTimeout";
    }

    @Override
    public boolean hasResults(HttpAnswer answer) {
        return answer.status() >= 400 && (namesRecords(answer) || isForbiddenForNow(answer) || isUnknownTopic(answer));
    }

    @Override
    public List<Outcome> outcomes(Batch batch, HttpAnswer answer) {
        int records = batch.messages().size();
        if (answer.status() >= 400 && !namesRecords(answer)) {
            Outcome ofRequest =
                    isUnknownTopic(answer) ? notFound(batch.destination(), answer) : forbiddenForNow(answer);
            return Collections.nCopies(records, ofRequest);
        }
        byte[] body = answer.body();
        List<Outcome> all = body == null ? null : StoredOffsets.read(body, records);
        List<Outcome> outcomes = all == null ? outcomes(batch, answer, answer.json()) : all;
        stored = stored || outcomes.stream().anyMatch(Outcome.Stored.class::isInstance);
        storedNumber = storedNumber || isNumberStored(batch, outcomes);
        return outcomes;
    }

    /** Whether a record has been stored whose key may be sent as a number. */
    private static boolean isNumberStored(Batch batch, List<Outcome> outcomes) {
        for (int i = 0; i < outcomes.size(); i++) {
            String key = batch.messages().get(i).partitionKey();
            if (outcomes.get(i) instanceof Outcome.Stored && key != null && KafkaRestFormat.isInteger(key)) {
                return true;
            }
        }
        return false;
    }

    private static List<Outcome> outcomes(Batch batch, HttpAnswer answer, @Nullable JsonNode json) {
        int records = batch.messages().size();
        JsonNode offsets = json == null ? null : json.get("offsets");
        if (json == null || offsets == null || !offsets.isArray()) {
            return Collections.nCopies(
                    records,
                    answer.violation("without the offsets that a Kafka REST proxy returns: correct the base address"));
        }
        if (json.has("__type")) {
            return Collections.nCopies(
                    records,
                    answer.violation("with an AWS error beside the offsets: see the gateway's mapping templates"));
        }
        if (offsets.size() != records) {
            String why = " returned " + offsets.size() + " offsets for " + records
                    + " records: see the log of the Kafka REST proxy";
            return Collections.nCopies(records, Outcome.protocol(answer.hop() + why));
        }
        RecordErrors errors = new RecordErrors(batch.destination(), answer, records);
        List<Outcome> outcomes = new ArrayList<>(records);
        for (JsonNode entry : offsets) {
            outcomes.add(outcome(errors, answer, entry));
        }
        return outcomes;
    }

    private static Outcome outcome(RecordErrors errors, HttpAnswer answer, JsonNode entry) {
        JsonNode code = entry.path("error_code");
        if (code.isIntegralNumber() && code.canConvertToInt()) {
            return errors.outcome(entry, code.asInt());
        }
        JsonNode partition = entry.path("partition");
        JsonNode offset = entry.path("offset");
        boolean failed = !code.isNull() && !code.isMissingNode();
        if (failed || !isPosition(partition) || !isPosition(offset)) {
            return Outcome.protocol(answer.hop() + " returned no offset for this record: '"
                    + answer.quote(entry.toString())
                    + "': see the log of the Kafka REST proxy");
        }
        return Outcome.stored(partition.asText(), offset.asText());
    }

    /** Whether the response contains an entry for each record, whatever its status. */
    private static boolean namesRecords(HttpAnswer answer) {
        JsonNode json = answer.json();
        return json != null && !json.path("offsets").isEmpty();
    }

    /** Whether this is the proxy's own 404, rather than that of a server without such a path. */
    private static boolean isUnknownTopic(HttpAnswer answer) {
        JsonNode json = answer.json();
        return answer.status() == 404 && json != null && json.path("error_code").isIntegralNumber();
    }

    private static boolean isPosition(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToLong() && number.asLong() >= 0;
    }

    /**
     * Whether this 403 comes from a proxy that cannot reach its brokers rather than from failed authorization: the same
     * credentials were accepted before, and the response is not API Gateway's.
     */
    private boolean isForbiddenForNow(HttpAnswer answer) {
        return answer.status() == 403
                && stored
                && answer.header("x-amzn-ErrorType") == null
                && answer.message().equalsIgnoreCase("forbidden");
    }

    private static Outcome forbiddenForNow(HttpAnswer answer) {
        return Outcome.again(
                Reason.FORBIDDEN,
                answer.summary() + ", although it stored records before: check that the proxy reaches its brokers, and"
                        + " that the credentials were not revoked");
    }

    private static Outcome notFound(String topic, HttpAnswer answer) {
        return Outcome.fatal(
                Reason.NOT_FOUND,
                answer.summary() + ": create topic '" + topic
                        + "', or correct the user id or the base address, which ends before /topics");
    }
}

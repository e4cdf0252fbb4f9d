package io.pinpipe.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinpipe.Reason;
import io.pinpipe.spi.Batch;
import io.pinpipe.spi.Message;
import io.pinpipe.spi.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka REST proxy that speaks version 2 of the protocol, and its dialects. A record that failed stands inside a 200,
 * so that a record counts as stored by its own entry with its offset alone. Thread-safe.
 */
final class KafkaRest implements WireProtocol {

    private static final MediaType JSON_RECORDS = MediaType.get("application/vnd.kafka.json.v2+json");
    private static final String ACCEPT = "application/vnd.kafka.v2+json, application/json";

    private static final int OLD_FATAL = 1;
    private static final int OLD_RETRIABLE = 2;
    private static final int KAFKA_FATAL = 50002;
    private static final int KAFKA_RETRIABLE = 50003;

    /** Error codes of five digits begin with the HTTP status that they refine. */
    private static final int CODES_A_STATUS = 100;

    private final HttpUrl base;
    private final RecordFormat format = new KafkaRestFormat();

    KafkaRest(HttpUrl base) {
        this.base = base;
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
        return format;
    }

    @Override
    public int recordBytes(Message message) {
        return message.value().length;
    }

    @Override
    public boolean tells(HttpAnswer answer) {
        JsonNode json = answer.json();
        if (json == null) {
            return false;
        }
        boolean ofEachRecord = (answer.status() == 401 || answer.status() == 403)
                && json.path("offsets").isArray();
        return ofEachRecord
                || (answer.status() == 404 && json.path("error_code").isIntegralNumber());
    }

    @Override
    public List<Outcome> outcomes(Batch batch, HttpAnswer answer) {
        int records = batch.messages().size();
        if (answer.status() == 404) {
            return Collections.nCopies(records, notFound(batch.destination(), answer));
        }
        byte[] body = answer.body();
        List<Outcome> stored = body == null ? null : StoredOffsets.read(body, records);
        return stored == null ? outcomes(batch, answer, answer.json()) : stored;
    }

    private static List<Outcome> outcomes(Batch batch, HttpAnswer answer, @Nullable JsonNode json) {
        int records = batch.messages().size();
        JsonNode offsets = json == null ? null : json.get("offsets");
        if (offsets == null || !offsets.isArray()) {
            return Collections.nCopies(
                    records,
                    answer.nonsense("without the offsets that a Kafka REST proxy answers: correct the base address"));
        }
        if (offsets.size() != records) {
            String why = " answered with " + offsets.size() + " offsets for " + records
                    + " records: see the log of the Kafka REST proxy";
            return Collections.nCopies(records, Outcome.protocol(answer.hop() + why));
        }
        List<Outcome> outcomes = new ArrayList<>(records);
        for (JsonNode entry : offsets) {
            outcomes.add(outcome(batch.destination(), answer, entry));
        }
        return outcomes;
    }

    private static Outcome outcome(String topic, HttpAnswer answer, JsonNode entry) {
        JsonNode code = entry.path("error_code");
        if (code.isIntegralNumber() && code.canConvertToInt()) {
            return refused(topic, answer, entry, code.asInt());
        }
        JsonNode partition = entry.path("partition");
        JsonNode offset = entry.path("offset");
        boolean failed = !code.isNull() && !code.isMissingNode();
        if (failed || !isPosition(partition) || !isPosition(offset)) {
            return Outcome.protocol(answer.hop() + " answered without an offset for this record: '"
                    + answer.quote(entry.toString())
                    + "': see the log of the Kafka REST proxy");
        }
        return Outcome.stored(partition.asText(), offset.asText());
    }

    private static boolean isPosition(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToLong() && number.asLong() >= 0;
    }

    private static Outcome refused(String topic, HttpAnswer answer, JsonNode entry, int code) {
        String error = entry.path("error").asText(entry.path("message").asText(""));
        String said = answer.hop() + " did not store the record, error code " + code
                + (error.isEmpty() ? "" : ", '" + answer.quote(error) + "'");
        return switch (code) {
            case OLD_FATAL, KAFKA_FATAL ->
                isTooLarge(error)
                        ? Outcome.fatal(
                                Reason.TOO_LARGE,
                                said + ": shorten it, or raise max.message.bytes of topic '" + topic
                                        + "' and max.request.size of the proxy's producer")
                        : Outcome.fatal(Reason.REJECTED, said + ": see the logs of the proxy and the broker");
            case OLD_RETRIABLE, KAFKA_RETRIABLE -> Outcome.unanswered(said + unreached(topic, error), null);
            default -> byStatus(topic, said, code < 1000 ? code : code / CODES_A_STATUS);
        };
    }

    private static Outcome byStatus(String topic, String said, int status) {
        if (status >= 500) {
            return Outcome.unanswered(said + ": see the logs of the proxy and the broker", null);
        }
        return switch (status) {
            case 401 ->
                Outcome.fatal(Reason.UNAUTHENTICATED, said + ": correct the proxy's own credentials for the broker");
            case 403 -> Outcome.fatal(Reason.FORBIDDEN, said + ": let the proxy's user write to topic '" + topic + "'");
            case 404 ->
                Outcome.fatal(Reason.NOT_FOUND, said + ": create topic '" + topic + "', or correct the user id");
            case 408 -> Outcome.unanswered(said, null);
            case 413 -> Outcome.fatal(Reason.TOO_LARGE, said + ": shorten it, or raise what the topic takes");
            case 422 -> Outcome.fatal(Reason.INVALID, said + ": the proxy cannot use it");
            case 429 -> Outcome.again(Reason.THROTTLED, said + ": send more slowly");
            default -> Outcome.fatal(Reason.REJECTED, said + ": see the logs of the proxy and the broker");
        };
    }

    private static Outcome notFound(String topic, HttpAnswer answer) {
        return Outcome.fatal(
                Reason.NOT_FOUND,
                answer.summary() + ": create topic '" + topic
                        + "', or correct the user id or the base address, which ends before /topics");
    }

    private static String unreached(String topic, String error) {
        return error.contains("not present in metadata")
                ? ": create topic '" + topic + "' if it is missing, and let the proxy reach its broker"
                : ": see the logs of the proxy and the broker";
    }

    /** As the messages of Kafka's {@code RecordTooLargeException} have it, of the client and of the broker. */
    private static boolean isTooLarge(String error) {
        return error.contains("max.request.size") || error.contains("larger than the max message size");
    }
}

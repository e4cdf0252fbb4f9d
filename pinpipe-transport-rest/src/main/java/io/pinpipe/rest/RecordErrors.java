package io.pinpipe.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinpipe.Reason;
import io.pinpipe.transport.Outcome;
import java.util.List;
import java.util.Locale;

/** Maps the error of one record in the answer of a Kafka REST proxy to its outcome. */
final class RecordErrors {

    private static final int OLD_FATAL = 1;
    private static final int OLD_RETRIABLE = 2;
    private static final int KAFKA_FATAL = 50002;
    private static final int KAFKA_RETRIABLE = 50003;

    /** Error codes of five digits begin with the HTTP status that they refine. */
    private static final int CODES_A_STATUS = 100;

    /** As the clients of Java, librdkafka and kafka-python word it, and the broker. */
    private static final List<String> TOO_LARGE = List.of(
            "max.request.size",
            "larger than the max message size",
            "message size too large",
            "messagesizetoolarge",
            "msg_size_too_large",
            "configurable maximum message size",
            "larger than the maximum");

    private static final List<String> UNAUTHORIZED = List.of("not authorized", "authorization failed");

    private static final List<String> SEND_AGAIN = List.of("timed out", "timeout", "cancelled", "canceled");

    /** Said by Karapace of a record that never left it. */
    private static final String NEVER_SENT = "producer buffer full";

    private final String topic;
    private final HttpAnswer answer;
    private final int records;

    /**
     * For the records of one answer.
     *
     * @param records how many records the request carried
     */
    RecordErrors(String topic, HttpAnswer answer, int records) {
        this.topic = topic;
        this.answer = answer;
        this.records = records;
    }

    Outcome outcome(JsonNode entry, int code) {
        String error = entry.path("error").asText(entry.path("message").asText(""));
        String lower = error.toLowerCase(Locale.ROOT);
        String said = answer.hop() + " did not store the record in topic '" + topic + "', error code " + code
                + (error.isEmpty() ? "" : ", '" + answer.quote(error) + "'");
        if (isAny(lower, TOO_LARGE)) {
            return tooLarge(said, code);
        }
        if (isAny(lower, UNAUTHORIZED)) {
            return byStatus(said, lower, 403);
        }
        return switch (code) {
            case OLD_FATAL -> oldFatal(said, lower);
            case KAFKA_FATAL -> Outcome.fatal(Reason.REJECTED, said + ": see the logs of the proxy and the broker");
            case OLD_RETRIABLE, KAFKA_RETRIABLE -> Outcome.unanswered(said + unreached(lower), null);
            default -> byStatus(said, lower, code < 1000 ? code : code / CODES_A_STATUS);
        };
    }

    /** Karapace batches by itself, and fails small records together with a large one. */
    private Outcome tooLarge(String said, int code) {
        boolean maybeForItsSibling = code == OLD_FATAL && records > 1;
        String detail = said + ": shorten it, or raise max.message.bytes of the topic and max.request.size of the"
                + " proxy's producer";
        return maybeForItsSibling ? Outcome.again(Reason.TOO_LARGE, detail) : Outcome.fatal(Reason.TOO_LARGE, detail);
    }

    /** Karapace gives this code to what it never sent as well as to what it sent and did not see the end of. */
    private Outcome oldFatal(String said, String error) {
        if (error.contains(NEVER_SENT)) {
            return Outcome.again(Reason.UNAVAILABLE, said + unreached(error));
        }
        if (isAny(error, SEND_AGAIN)) {
            return Outcome.unanswered(said + unreached(error), null);
        }
        return new Outcome.Refused(
                Reason.REJECTED, said + ": see the logs of the proxy and the broker", false, true, null, null);
    }

    private Outcome byStatus(String said, String error, int status) {
        if (status >= 500) {
            return Outcome.unanswered(said + unreached(error), null);
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

    private String unreached(String error) {
        return error.contains("not present in metadata")
                ? ": create topic '" + topic + "' if it is missing, and let the proxy reach its broker"
                : ": see the logs of the proxy and the broker";
    }

    private static boolean isAny(String text, List<String> words) {
        return words.stream().anyMatch(text::contains);
    }
}

package io.pinpipe.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinpipe.Reason;
import io.pinpipe.transport.Outcome;
import java.util.List;
import java.util.Locale;

/** Maps the error of one record in the response of a Kafka REST proxy to its outcome. */
final class RecordErrors {

    private static final int OLD_FATAL = 1;
    private static final int OLD_RETRIABLE = 2;
    private static final int KAFKA_FATAL = 50002;
    private static final int KAFKA_RETRIABLE = 50003;

    /** Five-digit error codes begin with the HTTP status that they refine. */
    private static final int CODES_A_STATUS = 100;

    /** In the wording of the clients (Java, librdkafka, kafka-python) and of the broker. */
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

    /** Karapace's message for a record that it never sent. */
    private static final String NEVER_SENT = "producer buffer full";

    private final String topic;
    private final HttpAnswer answer;
    private final int records;

    /**
     * Creates a mapper for the records of one response.
     *
     * @param records the number of records in the request
     */
    RecordErrors(String topic, HttpAnswer answer, int records) {
        this.topic = topic;
        this.answer = answer;
        this.records = records;
    }

    Outcome outcome(JsonNode entry, int code) {
        String error = entry.path("error").asText(entry.path("message").asText(""));
        String lower = error.toLowerCase(Locale.ROOT);
        String failure = answer.hop() + " did not store the record in topic '" + topic + "', error code " + code
                + (error.isEmpty() ? "" : ", '" + answer.quote(error) + "'");
        if (isAny(lower, TOO_LARGE)) {
            return tooLarge(failure, code);
        }
        if (isAny(lower, UNAUTHORIZED)) {
            return byStatus(failure, lower, 403);
        }
        return switch (code) {
            case OLD_FATAL -> oldFatal(failure, lower);
            case KAFKA_FATAL -> Outcome.fatal(Reason.REJECTED, failure + ": see the logs of the proxy and the broker");
            case OLD_RETRIABLE, KAFKA_RETRIABLE -> Outcome.unanswered(failure + unreached(lower), null);
            default -> byStatus(failure, lower, code < 1000 ? code : code / CODES_A_STATUS);
        };
    }

    /** Karapace batches on its own, and fails small records together with a large one. */
    private Outcome tooLarge(String failure, int code) {
        boolean maybeForItsSibling = code == OLD_FATAL && records > 1;
        String detail =
                failure + ": shorten the record, or raise max.message.bytes of the topic and max.request.size of the"
                        + " proxy's producer";
        return maybeForItsSibling ? Outcome.again(Reason.TOO_LARGE, detail) : Outcome.fatal(Reason.TOO_LARGE, detail);
    }

    /** Karapace returns this code both for records that it never sent and for records whose outcome it did not see. */
    private Outcome oldFatal(String failure, String error) {
        if (error.contains(NEVER_SENT)) {
            return Outcome.again(Reason.UNAVAILABLE, failure + unreached(error));
        }
        if (isAny(error, SEND_AGAIN)) {
            return Outcome.unanswered(failure + unreached(error), null);
        }
        return new Outcome.Refused(
                Reason.REJECTED, failure + ": see the logs of the proxy and the broker", false, true, null, null);
    }

    private Outcome byStatus(String failure, String error, int status) {
        if (status >= 500) {
            return Outcome.unanswered(failure + unreached(error), null);
        }
        return switch (status) {
            case 401 ->
                Outcome.fatal(Reason.UNAUTHENTICATED, failure + ": correct the proxy's own credentials for the broker");
            case 403 ->
                Outcome.fatal(Reason.FORBIDDEN, failure + ": allow the proxy's user to write to topic '" + topic + "'");
            case 404 ->
                Outcome.fatal(Reason.NOT_FOUND, failure + ": create topic '" + topic + "', or correct the user id");
            case 408 -> Outcome.unanswered(failure, null);
            case 413 ->
                Outcome.fatal(
                        Reason.TOO_LARGE, failure + ": shorten the record, or raise the topic's max.message.bytes");
            case 422 ->
                Outcome.fatal(Reason.INVALID, failure + ": the proxy cannot process the record; correct its value");
            case 429 -> Outcome.again(Reason.THROTTLED, failure + ": send more slowly");
            default -> Outcome.fatal(Reason.REJECTED, failure + ": see the logs of the proxy and the broker");
        };
    }

    private String unreached(String error) {
        return error.contains("not present in metadata")
                ? ": create topic '" + topic + "' if it is missing, and check that the proxy reaches its broker"
                : ": see the logs of the proxy and the broker";
    }

    private static boolean isAny(String text, List<String> words) {
        return words.stream().anyMatch(text::contains);
    }
}

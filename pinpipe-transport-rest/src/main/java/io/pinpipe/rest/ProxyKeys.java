package io.pinpipe.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinpipe.transport.BatchTransport.Batch;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key format for one proxy, learned from its responses: Strimzi's bridge rejects numbers, and Karapace stores the
 * number 0 as no bytes. Thread-safe.
 */
final class ProxyKeys {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaRestPublisher.class);

    private static final Pattern KEY = Pattern.compile("(?i)\\bkey\\b");

    /** How messages of Strimzi's bridge begin for any schema violation. */
    private static final String BRIDGE_VALIDATION = "validation error";

    /** Karapace's message for a request without records. */
    private static final String KARAPACE_NO_RECORDS = "invalid request format";

    private final boolean findsOut;
    private volatile KafkaRestFormat format;
    private volatile boolean zeroIsKnown;

    ProxyKeys(KafkaRestPublisher.Key key) {
        this.findsOut = key == KafkaRestPublisher.Key.AUTO;
        this.format = switch (key) {
            case AUTO, NUMBER -> KafkaRestFormat.NUMBER;
            case TEXT -> KafkaRestFormat.TEXT;
            case NONE -> KafkaRestFormat.NONE;
        };
    }

    KafkaRestFormat format() {
        return format;
    }

    KafkaRestFormat longest() {
        return findsOut ? KafkaRestFormat.TEXT : format;
    }

    /** Whether this batch has the key 0 and it is not yet known how the proxy stores it as a number. */
    boolean asksFirst(Batch batch) {
        return findsOut
                && !zeroIsKnown
                && format == KafkaRestFormat.NUMBER
                && batch.messages().stream().anyMatch(message -> "0".equals(message.partitionKey()));
    }

    /** Learns from the response to a request without records; false if it does not identify the proxy. */
    boolean learn(HttpAnswer answer) {
        int status = answer.status();
        boolean fromProxy = status / 100 == 2 || status == 400 || status == 422;
        if (!fromProxy) {
            return false;
        }
        boolean karapace =
                status == 422 && answer.message().toLowerCase(Locale.ROOT).contains(KARAPACE_NO_RECORDS);
        synchronized (this) {
            if (karapace && !zeroIsKnown && format == KafkaRestFormat.NUMBER) {
                format = KafkaRestFormat.NUMBER_BUT_ZERO;
                LOG.info(
                        "{} stores the key 0 as no bytes: index 0 is sent as text, all others as numbers",
                        answer.hop());
            }
            zeroIsKnown = true;
        }
        return true;
    }

    /**
     * The format in which to resend the records of a refused request at once, or null.
     *
     * @param stored whether the proxy has stored a record of this publisher with such a key, and so accepts the format
     */
    @Nullable
    KafkaRestFormat reformat(RecordFormat used, HttpAnswer answer, boolean stored) {
        if (!findsOut) {
            return null;
        }
        boolean refused = refusesKey(answer);
        if (used == KafkaRestFormat.TEXT) {
            if (!refused) {
                switchToText(answer);
            }
            return null;
        }
        boolean mayBeTheKey = !stored || format == KafkaRestFormat.TEXT;
        return refused && mayBeTheKey ? KafkaRestFormat.TEXT : null;
    }

    private synchronized void switchToText(HttpAnswer answer) {
        if (format != KafkaRestFormat.TEXT) {
            format = KafkaRestFormat.TEXT;
            LOG.warn(
                    "{} rejects numbers as keys, so that keys are sent as text from here on: order per key is kept,"
                            + " but the proxy stores the text with its quotes, and a record lands in a different"
                            + " partition from the one that a native client picks for the key as a string; set"
                            + " key=text to choose this from the start, or key=none to send no keys",
                    answer.hop());
        }
    }

    /** Whether a request was refused as a whole, before anything was stored, possibly because of the key. */
    private static boolean refusesKey(HttpAnswer answer) {
        if (answer.status() != 400 && answer.status() != 422) {
            return false;
        }
        JsonNode json = answer.json();
        if (json == null || json.has("offsets") || !json.path("error_code").isIntegralNumber()) {
            return false;
        }
        String message = json.path("message").asText("");
        return message.toLowerCase(Locale.ROOT).startsWith(BRIDGE_VALIDATION)
                || KEY.matcher(message).find()
                || KEY.matcher(json.path("validation_errors").toString()).find();
    }
}

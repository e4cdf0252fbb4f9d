package io.pinpipe.rest;

import io.pinpipe.Message;
import io.pinpipe.transport.BatchTransport.Batch;
import io.pinpipe.transport.Outcome;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import org.jspecify.annotations.Nullable;

/** The protocol of one kind of service: requests for batches, and outcomes for responses. Thread-safe. */
interface WireProtocol {

    String method();

    HttpUrl url(String destination);

    MediaType contentType();

    String accept();

    /** The format for the next batch. */
    RecordFormat format();

    /** The format with the longest records that a batch may be sent in; sizes are computed from it. */
    default RecordFormat longest() {
        return format();
    }

    /** The size of a message that counts against the service's limit of bytes per record. */
    int recordBytes(Message message);

    /** Why a message without headers cannot be sent, or null if it can. */
    @Nullable
    String problem(Message message);

    /** One outcome for each message of the batch, in order; the status is 200 to 299, or {@link #hasResults} is true. */
    List<Outcome> outcomes(Batch batch, HttpAnswer answer);

    /** Whether a response with a status of 300 or more contains results beyond its status. */
    boolean hasResults(HttpAnswer answer);

    /** Whether to send a request without records before this batch, whose response goes to {@link #learn}. */
    default boolean asksFirst(Batch batch) {
        return false;
    }

    /** Learns from the response to a request without records; false if the batch would fail in the same way. */
    default boolean learn(HttpAnswer answer) {
        return true;
    }

    /**
     * Learns from the response to a batch; returns the format in which to resend it at once, if this response rejects the
     * format used and nothing is stored, else null.
     */
    default @Nullable RecordFormat reformat(RecordFormat used, HttpAnswer answer) {
        return null;
    }

    /** What to check when requests for a destination time out, as part of a sentence. */
    String silence(String destination);
}

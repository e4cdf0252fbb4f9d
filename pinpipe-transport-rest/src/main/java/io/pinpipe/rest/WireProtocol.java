package io.pinpipe.rest;

import io.pinpipe.Message;
import io.pinpipe.transport.Batch;
import io.pinpipe.transport.Outcome;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import org.jspecify.annotations.Nullable;

/** What is particular to one kind of far side: the request for a batch, and what an answer says of it. Thread-safe. */
interface WireProtocol {

    String method();

    HttpUrl url(String destination);

    MediaType contentType();

    String accept();

    /** The format for the next batch. */
    RecordFormat format();

    /** The format with the longest records that a batch may be sent in; sizes are counted by it. */
    default RecordFormat longest() {
        return format();
    }

    /** What a message counts against the far side's limit of bytes a record. */
    int recordBytes(Message message);

    /** Why a message without headers does not fit the wire, or null when it does. */
    @Nullable
    String problem(Message message);

    /** One outcome for each message of the batch, in order; the answer's status is 200 to 299, or {@link #tells}. */
    List<Outcome> outcomes(Batch batch, HttpAnswer answer);

    /** Whether an answer with a status of 300 or more says something of its own, beyond its status. */
    boolean tells(HttpAnswer answer);

    /** Whether a request without records is to be sent before this batch, for {@link #learn} to look at the answer. */
    default boolean asksFirst(Batch batch) {
        return false;
    }

    /** Takes the answer to a request without records; false when the batch would fare no better than this request. */
    default boolean learn(HttpAnswer answer) {
        return true;
    }

    /**
     * Takes the answer to a batch; the result is the format in which to send it again at once, when this answer refuses
     * the one used, and nothing is stored, or null.
     */
    default @Nullable RecordFormat reformat(RecordFormat used, HttpAnswer answer) {
        return null;
    }

    /** What to look at when requests for a destination are not answered, as a part of a sentence. */
    String silence(String destination);
}

package io.pinpipe.rest;

import io.pinpipe.spi.Batch;
import io.pinpipe.spi.Message;
import io.pinpipe.spi.Outcome;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.MediaType;

/** What is particular to one kind of far side: the request for a batch, and what an answer says of it. Thread-safe. */
interface WireProtocol {

    String method();

    HttpUrl url(String destination);

    MediaType contentType();

    String accept();

    RecordFormat format();

    /** What a message counts against the far side's limit of bytes a record. */
    int recordBytes(Message message);

    /** One outcome for each message of the batch, in order; the answer's status is 200 to 299, or {@link #tells}. */
    List<Outcome> outcomes(Batch batch, HttpAnswer answer);

    /** Whether an answer with a status of 300 or more says something of its own, beyond its status. */
    boolean tells(HttpAnswer answer);
}

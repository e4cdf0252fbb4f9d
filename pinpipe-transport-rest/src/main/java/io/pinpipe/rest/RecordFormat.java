package io.pinpipe.rest;

import io.pinpipe.Message;
import java.io.IOException;
import okio.BufferedSink;

/** How one far side wants a record in a request, and what stands around and between the records. Thread-safe. */
interface RecordFormat {

    /** The bytes before the first record and after the last, together; records in between are parted by one comma. */
    int envelopeBytes();

    /** The bytes of one record as {@link #writeRecord} writes it. */
    int recordBytes(Message message);

    void open(BufferedSink sink) throws IOException;

    void writeRecord(Message message, BufferedSink sink) throws IOException;

    void close(BufferedSink sink) throws IOException;
}

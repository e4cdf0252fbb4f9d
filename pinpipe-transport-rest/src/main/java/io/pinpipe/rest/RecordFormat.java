package io.pinpipe.rest;

import io.pinpipe.Message;
import java.io.IOException;
import okio.BufferedSink;

/** The format of records in a request, and of what surrounds them. Thread-safe. */
interface RecordFormat {

    /** The bytes before the first record and after the last, together; records are separated by one comma. */
    int envelopeBytes();

    /** The bytes of one record as {@link #writeRecord} writes it. */
    int recordBytes(Message message);

    void open(BufferedSink sink) throws IOException;

    void writeRecord(Message message, BufferedSink sink) throws IOException;

    void close(BufferedSink sink) throws IOException;
}

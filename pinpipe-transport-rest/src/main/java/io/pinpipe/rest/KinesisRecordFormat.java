package io.pinpipe.rest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pinpipe.Message;
import io.pinpipe.internal.PartitionKeys;
import java.io.IOException;
import okio.BufferedSink;

/** {@code {"StreamName":"…","Data":{the value},"PartitionKey":"7528"}}: a request of one record. */
final class KinesisRecordFormat implements RecordFormat {

    private static final byte[] STREAM = "{\"StreamName\":\"".getBytes(US_ASCII);
    private static final byte[] DATA = "\",\"Data\":".getBytes(US_ASCII);
    private static final byte[] KEY = ",\"PartitionKey\":\"".getBytes(US_ASCII);
    private static final byte[] END = "\"}".getBytes(US_ASCII);

    @Override
    public int envelopeBytes() {
        return 0;
    }

    @Override
    public int recordBytes(Message message) {
        int streamBytes = message.destination().length();
        int keyBytes = PartitionKeys.bytes(message);
        return STREAM.length + streamBytes + DATA.length + message.value().length + KEY.length + keyBytes + END.length;
    }

    @Override
    public void open(BufferedSink sink) {
        // the record is the request
    }

    @Override
    public void writeRecord(Message message, BufferedSink sink) throws IOException {
        sink.write(STREAM);
        sink.writeUtf8(message.destination());
        sink.write(DATA);
        sink.write(message.value());
        sink.write(KEY);
        sink.writeUtf8(PartitionKeys.of(message));
        sink.write(END);
    }

    @Override
    public void close(BufferedSink sink) {
        // the record is the request
    }
}

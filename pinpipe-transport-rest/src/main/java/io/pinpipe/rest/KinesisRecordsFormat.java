package io.pinpipe.rest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pinpipe.Message;
import io.pinpipe.internal.PartitionKeys;
import java.io.IOException;
import okio.BufferedSink;

/** {@code {"records":[{"data":"<the value as a string>","partition-key":"7528"},…]}}. */
final class KinesisRecordsFormat implements RecordFormat {

    private static final byte[] OPEN = "{\"records\":[".getBytes(US_ASCII);
    private static final byte[] DATA = "{\"data\":\"".getBytes(US_ASCII);
    private static final byte[] KEY = "\",\"partition-key\":\"".getBytes(US_ASCII);
    private static final byte[] END = "\"}".getBytes(US_ASCII);
    private static final byte[] CLOSE = "]}".getBytes(US_ASCII);

    @Override
    public int envelopeBytes() {
        return OPEN.length + CLOSE.length;
    }

    @Override
    public int recordBytes(Message message) {
        int keyBytes = PartitionKeys.bytes(message);
        return DATA.length + JsonText.escapedBytes(message.value()) + KEY.length + keyBytes + END.length;
    }

    @Override
    public void open(BufferedSink sink) throws IOException {
        sink.write(OPEN);
    }

    @Override
    public void writeRecord(Message message, BufferedSink sink) throws IOException {
        sink.write(DATA);
        JsonText.write(message.value(), sink);
        sink.write(KEY);
        sink.writeUtf8(PartitionKeys.of(message));
        sink.write(END);
    }

    @Override
    public void close(BufferedSink sink) throws IOException {
        sink.write(CLOSE);
    }
}

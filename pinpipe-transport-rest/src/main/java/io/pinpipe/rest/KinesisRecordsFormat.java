package io.pinpipe.rest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pinpipe.spi.Message;
import java.io.IOException;
import okio.BufferedSink;

/** {@code {"records":[{"data":"<the event's JSON as a string>","partition-key":"7528"},…]}}. */
final class KinesisRecordsFormat implements RecordFormat {

    private static final byte[] OPEN = "{\"records\":[".getBytes(US_ASCII);
    private static final byte[] DATA = "{\"data\":\"".getBytes(US_ASCII);
    private static final byte[] KEY = "\",\"partition-key\":\"".getBytes(US_ASCII);
    private static final byte[] END = "\"}".getBytes(US_ASCII);
    private static final byte[] CLOSE = "]}".getBytes(US_ASCII);

    private final PartitionKey key;

    KinesisRecordsFormat(PartitionKey key) {
        this.key = key;
    }

    @Override
    public int envelopeBytes() {
        return OPEN.length + CLOSE.length;
    }

    @Override
    public int recordBytes(Message message) {
        int keyBytes = key.of(message.event()).length();
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
        sink.writeUtf8(key.of(message.event()));
        sink.write(END);
    }

    @Override
    public void close(BufferedSink sink) throws IOException {
        sink.write(CLOSE);
    }
}

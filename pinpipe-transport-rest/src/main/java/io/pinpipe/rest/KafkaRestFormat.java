package io.pinpipe.rest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pinpipe.spi.Message;
import java.io.IOException;
import okio.BufferedSink;

/**
 * {@code {"records":[{"key":7528,"value":{…}},…]}}. The key is a JSON number: a proxy writes a string key with its
 * quotes, and the record would land in another partition than the one a native client picks.
 */
final class KafkaRestFormat implements RecordFormat {

    private static final byte[] OPEN = "{\"records\":[".getBytes(US_ASCII);
    private static final byte[] KEY = "{\"key\":".getBytes(US_ASCII);
    private static final byte[] VALUE = ",\"value\":".getBytes(US_ASCII);
    private static final byte[] CLOSE = "]}".getBytes(US_ASCII);

    @Override
    public int envelopeBytes() {
        return OPEN.length + CLOSE.length;
    }

    @Override
    public int recordBytes(Message message) {
        return KEY.length + width(message.event().index()) + VALUE.length + message.value().length + 1;
    }

    /** How many characters a number has. */
    private static int width(long number) {
        int width = number < 0 ? 2 : 1;
        for (long left = number / 10; left != 0; left /= 10) {
            width++;
        }
        return width;
    }

    @Override
    public void open(BufferedSink sink) throws IOException {
        sink.write(OPEN);
    }

    @Override
    public void writeRecord(Message message, BufferedSink sink) throws IOException {
        sink.write(KEY);
        sink.writeDecimalLong(message.event().index());
        sink.write(VALUE);
        sink.write(message.value());
        sink.writeByte('}');
    }

    @Override
    public void close(BufferedSink sink) throws IOException {
        sink.write(CLOSE);
    }
}

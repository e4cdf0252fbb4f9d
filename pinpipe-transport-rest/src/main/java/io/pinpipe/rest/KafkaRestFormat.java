package io.pinpipe.rest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pinpipe.spi.Message;
import java.io.IOException;
import okio.BufferedSink;

/**
 * {@code {"records":[{"key":7528,"value":{…}},…]}}. With a number for a key, a record lands in the partition that a native
 * client picks, since most proxies write a number without anything around it, and a text with its quotes.
 */
enum KafkaRestFormat implements RecordFormat {
    NUMBER,
    /** Numbers, but 0 is a text: a proxy may take the number 0 for no key at all. */
    NUMBER_BUT_ZERO,
    TEXT,
    NONE;

    private static final byte[] OPEN = "{\"records\":[".getBytes(US_ASCII);
    private static final byte[] KEY = "{\"key\":".getBytes(US_ASCII);
    private static final byte[] VALUE = ",\"value\":".getBytes(US_ASCII);
    private static final byte[] VALUE_ALONE = "{\"value\":".getBytes(US_ASCII);
    private static final byte[] CLOSE = "]}".getBytes(US_ASCII);
    private static final int QUOTES = 2;

    @Override
    public int envelopeBytes() {
        return OPEN.length + CLOSE.length;
    }

    @Override
    public int recordBytes(Message message) {
        int value = message.value().length + 1;
        if (this == NONE) {
            return VALUE_ALONE.length + value;
        }
        long index = message.event().index();
        return KEY.length + width(index) + (isQuoted(index) ? QUOTES : 0) + VALUE.length + value;
    }

    @Override
    public void open(BufferedSink sink) throws IOException {
        sink.write(OPEN);
    }

    @Override
    public void writeRecord(Message message, BufferedSink sink) throws IOException {
        if (this == NONE) {
            sink.write(VALUE_ALONE);
        } else {
            sink.write(KEY);
            writeKey(message.event().index(), sink);
            sink.write(VALUE);
        }
        sink.write(message.value());
        sink.writeByte('}');
    }

    @Override
    public void close(BufferedSink sink) throws IOException {
        sink.write(CLOSE);
    }

    private void writeKey(long index, BufferedSink sink) throws IOException {
        if (isQuoted(index)) {
            sink.writeByte('"').writeDecimalLong(index).writeByte('"');
        } else {
            sink.writeDecimalLong(index);
        }
    }

    private boolean isQuoted(long index) {
        return this == TEXT || (this == NUMBER_BUT_ZERO && index == 0);
    }

    /** How many characters a number has. */
    private static int width(long number) {
        int width = number < 0 ? 2 : 1;
        for (long left = number / 10; left != 0; left /= 10) {
            width++;
        }
        return width;
    }
}

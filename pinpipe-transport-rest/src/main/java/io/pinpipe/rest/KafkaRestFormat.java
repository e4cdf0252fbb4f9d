package io.pinpipe.rest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pinpipe.Message;
import java.io.IOException;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * {@code {"records":[{"key":7528,"value":{…}},…]}}. With a number as key, a record is stored in the partition that a native
 * client picks, since most proxies store the digits alone, but text with its quotes.
 */
enum KafkaRestFormat implements RecordFormat {
    NUMBER,
    /** Numbers, except that 0 is text: a proxy may store the number 0 as no key at all. */
    NUMBER_BUT_ZERO,
    TEXT,
    NONE;

    private static final byte[] OPEN = "{\"records\":[".getBytes(US_ASCII);
    private static final byte[] KEY = "{\"key\":".getBytes(US_ASCII);
    private static final byte[] VALUE = ",\"value\":".getBytes(US_ASCII);
    private static final byte[] VALUE_ALONE = "{\"value\":".getBytes(US_ASCII);
    private static final byte[] CLOSE = "]}".getBytes(US_ASCII);

    /** Longer numbers could exceed a long, which not every proxy parses exactly. */
    private static final int DIGITS_MAX = 18;

    @Override
    public int envelopeBytes() {
        return OPEN.length + CLOSE.length;
    }

    @Override
    public int recordBytes(Message message) {
        int value = message.value().length + 1;
        String key = key(message);
        return key == null
                ? VALUE_ALONE.length + value
                : KEY.length + (isNumber(key) ? key.length() : JsonText.quotedBytes(key)) + VALUE.length + value;
    }

    @Override
    public void open(BufferedSink sink) throws IOException {
        sink.write(OPEN);
    }

    @Override
    public void writeRecord(Message message, BufferedSink sink) throws IOException {
        String key = key(message);
        if (key == null) {
            sink.write(VALUE_ALONE);
        } else {
            sink.write(KEY);
            if (isNumber(key)) {
                sink.writeUtf8(key);
            } else {
                JsonText.writeQuoted(key, sink);
            }
            sink.write(VALUE);
        }
        sink.write(message.value());
        sink.writeByte('}');
    }

    @Override
    public void close(BufferedSink sink) throws IOException {
        sink.write(CLOSE);
    }

    private @Nullable String key(Message message) {
        return this == NONE ? null : message.partitionKey();
    }

    private boolean isNumber(String key) {
        return this != TEXT && !(this == NUMBER_BUT_ZERO && key.equals("0")) && isInteger(key);
    }

    /** Whether a text is an integer in JSON syntax. */
    static boolean isInteger(String key) {
        int from = key.startsWith("-") ? 1 : 0;
        int digits = key.length() - from;
        if (digits < 1 || digits > DIGITS_MAX || (key.charAt(from) == '0' && key.length() > 1)) {
            return false;
        }
        for (int i = from; i < key.length(); i++) {
            if (key.charAt(i) < '0' || key.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}

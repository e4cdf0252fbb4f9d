package io.pinpipe.internal;

import io.pinpipe.Message;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The partition keys of messages in Kinesis: a message's own, or a random one if it has none. */
public final class PartitionKeys {

    /** Maximum length of a key in Kinesis, in characters; see {@code PutRecordsRequestEntry}. */
    public static final int LENGTH_MAX = 256;

    private static final int RANDOM_LENGTH = 16;

    private PartitionKeys() {}

    /** Returns the key to send; for a message without a key, a new random one of constant length on each call. */
    public static String of(Message message) {
        String key = message.partitionKey();
        return key == null
                ? String.format(
                        "%0" + RANDOM_LENGTH + "x", ThreadLocalRandom.current().nextLong())
                : key;
    }

    /** Returns the size of the key in bytes. */
    public static int bytes(Message message) {
        String key = message.partitionKey();
        return key == null ? RANDOM_LENGTH : UnicodeText.utf8Bytes(key);
    }

    /** Returns why Kinesis would not accept the key, or null if it would. */
    public static @Nullable String problem(Message message) {
        String key = message.partitionKey();
        int length = key == null ? 0 : key.codePointCount(0, key.length());
        return length <= LENGTH_MAX
                ? null
                : "its key has " + length + " characters, and Kinesis accepts " + LENGTH_MAX
                        + ": shorten the key, or set a shorter partition key";
    }
}

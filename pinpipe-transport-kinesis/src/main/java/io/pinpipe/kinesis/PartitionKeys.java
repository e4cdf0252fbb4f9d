package io.pinpipe.kinesis;

import io.pinpipe.Message;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The partition key of a message on the wire: its own, or a random one where it has none. */
final class PartitionKeys {

    /** The longest key that Kinesis takes, in characters: the API reference of {@code PutRecordsRequestEntry}. */
    static final int LENGTH_MAX = 256;

    private static final int RANDOM_LENGTH = 16;

    private PartitionKeys() {}

    /** The key to send; one that is drawn anew for each call, and always as long, where the message has none. */
    static String of(Message message) {
        String key = message.partitionKey();
        return key == null
                ? String.format(
                        "%0" + RANDOM_LENGTH + "x", ThreadLocalRandom.current().nextLong())
                : key;
    }

    /** The bytes that the key counts for. */
    static int bytes(Message message) {
        String key = message.partitionKey();
        return key == null ? RANDOM_LENGTH : key.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Why Kinesis does not take the key, or null when it does. */
    static @Nullable String problem(Message message) {
        String key = message.partitionKey();
        int length = key == null ? 0 : key.codePointCount(0, key.length());
        return length <= LENGTH_MAX
                ? null
                : "its key has " + length + " characters, and Kinesis takes " + LENGTH_MAX
                        + ": shorten the key, or give it a shorter partition key";
    }
}

package io.pinpipe.rest;

import io.pinpipe.Message;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The partition key that a message has behind API Gateway: its own, or a random one where it has none. */
final class GatewayKey {

    /** The longest key that Kinesis takes, in characters: the API reference of {@code PutRecordsRequestEntry}. */
    private static final int LENGTH_MAX = 256;

    private static final int RANDOM_LENGTH = 16;

    private GatewayKey() {}

    /** The key to send, in ASCII; one that is drawn anew for each call, and always as long, where the message has none. */
    static String of(Message message) {
        String key = message.partitionKey();
        return key == null
                ? String.format(
                        "%0" + RANDOM_LENGTH + "x", ThreadLocalRandom.current().nextLong())
                : key;
    }

    static int bytes(Message message) {
        String key = message.partitionKey();
        return key == null ? RANDOM_LENGTH : key.length();
    }

    /** Why the key cannot pass, or null when it can: the usual mapping templates put it between quotes as it is. */
    static @Nullable String problem(Message message) {
        String key = message.partitionKey();
        if (key == null) {
            return null;
        }
        if (key.length() > LENGTH_MAX) {
            return "its key has " + key.length() + " characters, and Kinesis takes " + LENGTH_MAX
                    + ": shorten the key, or give it a shorter partition key";
        }
        boolean plain = key.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\');
        return plain
                ? null
                : "its key cannot pass the gateway's mapping template: use ASCII characters without blanks, quotes and"
                        + " backslashes, or give it such a partition key";
    }
}

package io.pinpipe.rest;

import io.pinpipe.Message;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The partition key of a message sent through API Gateway: its own, or a random one if it has none. */
final class GatewayKey {

    /** The longest key that Kinesis accepts, in characters; see {@code PutRecordsRequestEntry}. */
    private static final int LENGTH_MAX = 256;

    private static final int RANDOM_LENGTH = 16;

    private GatewayKey() {}

    /** The key to send, in ASCII; for a message without a key, a new random one of constant length at each call. */
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

    /** Why the key cannot be sent, or null if it can: the usual mapping templates insert it between quotes unescaped. */
    static @Nullable String problem(Message message) {
        String key = message.partitionKey();
        if (key == null) {
            return null;
        }
        if (key.length() > LENGTH_MAX) {
            return "its key has " + key.length() + " characters, and Kinesis accepts " + LENGTH_MAX
                    + ": shorten the key";
        }
        boolean plain = key.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\');
        return plain
                ? null
                : "its key would break the gateway's mapping template: use ASCII characters without spaces, quotes and"
                        + " backslashes";
    }
}

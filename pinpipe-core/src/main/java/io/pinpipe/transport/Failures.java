package io.pinpipe.transport;

import io.pinpipe.Message;
import io.pinpipe.PublishException;
import io.pinpipe.Reason;
import org.jspecify.annotations.Nullable;

/** Formats failures as one sentence: event, destination, cause and remedy. */
final class Failures {

    /** Longer keys are truncated in messages. */
    private static final int KEY_LENGTH_MAX = 64;

    private Failures() {}

    static PublishException of(
            Message message,
            Reason reason,
            String detail,
            int attempts,
            boolean maybeStored,
            @Nullable Throwable cause) {
        String text = named(message.key()) + " to '" + message.destination() + "' failed, " + reason + ": " + detail;
        return new PublishException(reason, text, attempts, maybeStored, message, cause);
    }

    private static String named(@Nullable String key) {
        if (key == null) {
            return "a message without a key";
        }
        return "the message with key "
                + (key.length() <= KEY_LENGTH_MAX ? key : key.substring(0, KEY_LENGTH_MAX) + "…");
    }
}

package io.pinpipe.cli.doctor;

import io.pinpipe.internal.Redactor;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where events would be sent. Immutable.
 *
 * @param uri an address that {@link io.pinpipe.Publisher#open} knows
 * @param userId whose topics or streams; null when they are not to be looked at
 * @param options the publisher's settings by name, without {@code userId}; may hold secrets, which are never shown
 * @param sendTest whether to write a test event into each topic or stream; needs {@code userId}
 */
public record Target(URI uri, @Nullable String userId, Map<String, String> options, boolean sendTest) {

    /** Keeps a copy of the options. */
    public Target {
        Objects.requireNonNull(uri, "uri");
        options = Map.copyOf(options);
        if (sendTest && userId == null) {
            throw new IllegalArgumentException("a test event needs a user id, which names the topics or streams");
        }
    }

    /**
     * Keeps what is secret in address, options and the file that these name from what is told of the target.
     *
     * @return a redactor that knows the secrets of now; the file is read for it
     */
    public Redactor secrets() {
        return GivenSecrets.of(uri, options);
    }

    /** Shows neither options nor the part of the address that may hold a password. */
    @Override
    public String toString() {
        return "Target[" + uri.getScheme() + ", userId=" + userId + ", sendTest=" + sendTest + "]";
    }
}

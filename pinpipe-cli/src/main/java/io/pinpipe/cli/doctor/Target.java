package io.pinpipe.cli.doctor;

import io.pinpipe.internal.Redactor;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The target of events. Immutable.
 *
 * @param uri an address for {@link io.pinpipe.Publisher#open}
 * @param userId the user of the topics or streams; null to skip their checks
 * @param options the publisher's settings by name, without {@code userId}; may contain secrets, which are never shown
 * @param sendTest whether to write a test event to each topic or stream; needs {@code userId}
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
     * Returns a redactor for the secrets in the address, in the options and in the files that these name.
     *
     * @return a redactor for the current secrets; the files are read for it
     */
    public Redactor secrets() {
        return GivenSecrets.of(uri, options);
    }

    /** Shows neither options nor the part of the address that may contain a password. */
    @Override
    public String toString() {
        return "Target[" + uri.getScheme() + ", userId=" + userId + ", sendTest=" + sendTest + "]";
    }
}

package io.pinpipe.rest;

import io.pinpipe.internal.Redactor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import kotlin.Pair;
import okhttp3.Headers;

/**
 * Makes text from a server fit for a message: one line, short, and without secrets of the request, since gateways do echo
 * an Authorization header.
 */
final class RequestRedactor {

    private static final Set<String> KNOWN_TO_ALL =
            Set.of("accept", "content-type", "host", "user-agent", "x-amz-date");

    private final Redactor redactor;

    /** A redactor for responses to a request with these headers. */
    RequestRedactor(Headers request) {
        List<String> secrets = new ArrayList<>();
        for (Pair<? extends String, ? extends String> header : request) {
            if (!KNOWN_TO_ALL.contains(header.getFirst().toLowerCase(Locale.ROOT))) {
                secrets.add(header.getSecond());
            }
        }
        this.redactor = Redactor.of(secrets);
    }

    /** The text without secrets, shortened; empty if there is nothing to show. */
    String text(String raw) {
        return redactor.text(raw);
    }

    static String brief(String raw) {
        return Redactor.brief(raw);
    }
}

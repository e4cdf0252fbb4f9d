package io.pinpipe.rest;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The delay requested by a response's {@code Retry-After} header, in either form of RFC 9110, 10.2.3. */
final class RetryAfter {

    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private RetryAfter() {}

    /** The delay, zero or more; null if the header is missing or malformed. */
    static @Nullable Duration of(HttpAnswer answer) {
        String value = answer.header("Retry-After");
        if (value == null) {
            return null;
        }
        if (SECONDS.matcher(value.strip()).matches()) {
            return Duration.ofSeconds(Long.parseLong(value.strip()));
        }
        Instant until = answer.date("Retry-After");
        if (until == null) {
            return null;
        }
        Instant servers = answer.date("Date");
        Duration wait = Duration.between(servers == null ? Instant.now() : servers, until);
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}

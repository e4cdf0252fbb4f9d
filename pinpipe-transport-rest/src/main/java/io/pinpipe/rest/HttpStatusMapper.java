package io.pinpipe.rest;

import io.pinpipe.Reason;
import io.pinpipe.transport.Outcome;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Maps the status of a response to the outcome of the whole batch: the statuses of API Gateway, of Kafka REST proxies
 * for a request as a whole, and of other servers on the path. Thread-safe.
 */
final class HttpStatusMapper {

    private final boolean signed;

    /**
     * A mapper for the requests of one publisher.
     *
     * @param signed whether requests are signed, so that another attempt carries a new signature
     */
    HttpStatusMapper(boolean signed) {
        this.signed = signed;
    }

    Outcome.Refused refused(HttpAnswer answer) {
        int status = answer.status();
        if (status >= 500) {
            return failed(answer);
        }
        if (status < 300) {
            return answer.violation("which is not a valid status for such a request: correct the base address");
        }
        if (status < 400) {
            return redirected(answer);
        }
        return switch (status) {
            case 401 -> unauthenticated(answer);
            case 403 -> forbidden(answer);
            case 404, 405, 410 ->
                Outcome.fatal(
                        Reason.NOT_FOUND,
                        answer.summary() + ": there is no such path; correct the base address or the destination");
            case 408 ->
                Outcome.unanswered(
                        answer.summary()
                                + ": the request did not arrive in time; raise requestTimeout or lower batchBytes",
                        null);
            case 413 ->
                Outcome.again(
                        Reason.TOO_LARGE,
                        answer.summary() + ": lower batchBytes and recordBytes to what this server accepts");
            case 422 ->
                Outcome.fatal(
                        Reason.INVALID,
                        answer.summary() + ": the server cannot process these records; correct their values");
            case 429 -> throttled(answer);
            default -> Outcome.fatal(Reason.REJECTED, answer.summary() + advice(answer));
        };
    }

    private static Outcome.Refused failed(HttpAnswer answer) {
        String detail = answer.summary()
                + (answer.status() == 504
                        ? ": the service behind it took too long, and may store the records later; see its log"
                        : ": see its log, and that of the service behind it");
        return new Outcome.Refused(
                Reason.UNAVAILABLE, detail, true, true, answer.status() == 503 ? RetryAfter.of(answer) : null, null);
    }

    private static Outcome.Refused redirected(HttpAnswer answer) {
        String to = target(answer.header("Location"));
        String detail = answer.hop() + " returned " + answer.status() + " for "
                + answer.request().method() + " "
                + answer.request().url().encodedPath()
                + (to == null ? "" : " and points to " + answer.quote(to))
                + ": redirects are not followed; use that base address";
        // After a 303 the request was accepted, and its result is elsewhere.
        return new Outcome.Refused(Reason.REJECTED, detail, false, answer.status() == 303, null, null);
    }

    private Outcome.Refused unauthenticated(HttpAnswer answer) {
        return new Outcome.Refused(
                Reason.UNAUTHENTICATED,
                answer.summary() + ": renew or correct the credentials for this address",
                signed,
                false,
                null,
                null);
    }

    private Outcome.Refused forbidden(HttpAnswer answer) {
        String type = errorType(answer);
        if (type.startsWith("MissingAuthenticationToken") || hasMessage(answer, "missing authentication token")) {
            return Outcome.fatal(
                    Reason.NOT_FOUND,
                    answer.summary() + ": wrong path, method or stage, or an endpoint that requires signed requests;"
                            + " the base address ends with the stage");
        }
        boolean credentials = type.startsWith("ExpiredToken")
                || type.startsWith("UnrecognizedClient")
                || type.startsWith("InvalidSignature")
                || type.startsWith("IncompleteSignature")
                || hasMessage(answer, "security token included in the request");
        if (credentials) {
            return unauthenticated(answer);
        }
        return Outcome.fatal(
                Reason.FORBIDDEN,
                answer.summary() + ": correct the API key, or grant these credentials access"
                        + (errorType(answer).isEmpty() && hasMessage(answer, "forbidden")
                                ? "; without a gateway, check that the proxy reaches its brokers, which Karapace"
                                        + " needs when it starts"
                                : ""));
    }

    private static Outcome.Refused throttled(HttpAnswer answer) {
        if (errorType(answer).startsWith("LimitExceeded") || hasMessage(answer, "limit exceeded")) {
            return Outcome.fatal(
                    Reason.REJECTED,
                    answer.summary()
                            + ": the quota of the usage plan is used up; raise it, or wait for its next period");
        }
        return new Outcome.Refused(
                Reason.THROTTLED, answer.summary() + ": send more slowly", true, false, RetryAfter.of(answer), null);
    }

    private static String advice(HttpAnswer answer) {
        if (hasMessage(answer, "https port") || hasMessage(answer, "https server")) {
            return ": write https:// instead of http://";
        }
        return switch (answer.status()) {
            case 400 ->
                hasMessage(answer, "validation error")
                        ? ": the proxy rejects the format of the request; if it mentions the key, set key=text or"
                                + " key=none"
                        : ": check that the base address names the right service";
            case 406, 415 -> ": this is not the expected service; correct the base address";
            default -> ": see the server's documentation";
        };
    }

    private static String errorType(HttpAnswer answer) {
        String type = answer.header("x-amzn-ErrorType");
        return type == null ? "" : type;
    }

    private static boolean hasMessage(HttpAnswer answer, String part) {
        return answer.message().toLowerCase(Locale.ROOT).contains(part);
    }

    /** The target of a redirect, without parts that may be secret. */
    private static @Nullable String target(@Nullable String location) {
        if (location == null) {
            return null;
        }
        try {
            URI uri = new URI(location.strip());
            if (uri.getHost() == null) {
                return uri.getRawPath();
            }
            return new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), uri.getPath(), null, null).toString();
        } catch (URISyntaxException e) {
            return null;
        }
    }
}

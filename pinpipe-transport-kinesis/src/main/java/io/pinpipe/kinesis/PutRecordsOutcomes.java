package io.pinpipe.kinesis;

import io.pinpipe.Reason;
import io.pinpipe.internal.KinesisCodes;
import io.pinpipe.kinesis.BoundedHttpClient.UnfitAnswerException;
import io.pinpipe.transport.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/** Maps responses and failures of {@code PutRecords} to outcomes. Thread-safe. */
final class PutRecordsOutcomes {

    /** As in the service's own model; the SDK accepts any text. */
    private static final Pattern SEQUENCE_NUMBER = Pattern.compile("0|[1-9][0-9]{0,128}");

    private static final int MESSAGE_MAX = 300;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_LARGE = 413;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;
    private static final int SERVER_ERRORS_END = 600;

    private final String hop;
    private final SigningSecrets secrets = new SigningSecrets();

    /** @param hop the name of the service or host in messages */
    PutRecordsOutcomes(String hop) {
        this.hop = hop;
    }

    /** What must not be repeated from responses. */
    SigningSecrets secrets() {
        return secrets;
    }

    /** One outcome for each record of a request. */
    List<Outcome> of(int records, PutRecordsResponse response) {
        List<PutRecordsResultEntry> results = response.records();
        if (results.size() != records) {
            return Collections.nCopies(
                    records,
                    Outcome.protocol(hop + " returned " + results.size() + " results for " + records
                            + " records: check that it is an endpoint of Kinesis"));
        }
        List<Outcome> outcomes = new ArrayList<>(records);
        results.forEach(result -> outcomes.add(of(result)));
        return outcomes;
    }

    /** Which request timed out, and what to check. */
    String silence(String stream) {
        return hop + ", PutRecords to '" + stream
                + "': check that the network allows requests to it, and the service's status; or raise"
                + " requestTimeout";
    }

    /** The outcome of a failed request. */
    Outcome.Refused refused(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof NoCredentialsException) {
            return withoutCredentials(cause.getCause());
        }
        if (cause instanceof AwsServiceException service) {
            return service(service);
        }
        return client(cause);
    }

    private Outcome.Refused withoutCredentials(@Nullable Throwable why) {
        String advice = why instanceof Error
                ? "the provider of AWS credentials is broken, '" + why + "': add what it lacks, or configure another"
                : "no AWS credentials could be obtained: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or use a"
                        + " profile, a role or a provider";
        return new Outcome.Refused(Reason.UNAUTHENTICATED, advice, !(why instanceof Error), false, null, why);
    }

    private Outcome of(@Nullable PutRecordsResultEntry result) {
        if (result == null) {
            return Outcome.protocol(hop + " returned null for the record");
        }
        if (result.errorCode() != null) {
            return KinesisCodes.refused(hop, shortened(result.errorCode()), shortened(result.errorMessage()));
        }
        if (result.sequenceNumber() == null
                || !SEQUENCE_NUMBER.matcher(result.sequenceNumber()).matches()) {
            return Outcome.protocol(hop + " returned neither a sequence number nor an error for the record");
        }
        return Outcome.stored(result.shardId(), result.sequenceNumber());
    }

    private Outcome.Refused service(AwsServiceException thrown) {
        AwsErrorDetails details = thrown.awsErrorDetails();
        String code = details == null || details.errorCode() == null ? null : shortened(details.errorCode());
        String message = details == null ? null : details.errorMessage();
        int status = thrown.statusCode();
        String failure = hop + " returned " + status + (code == null ? "" : ", " + code);
        if (status == TOO_LARGE) {
            return caused(Outcome.again(Reason.TOO_LARGE, failure + ": lower batchBytes"), thrown);
        }
        if (status == TOO_MANY_REQUESTS) {
            return caused(Outcome.again(Reason.THROTTLED, failure + ": send more slowly"), thrown);
        }
        if (status == REQUEST_TIMEOUT || (status >= SERVER_ERRORS && status < SERVER_ERRORS_END)) {
            return caused(Outcome.unanswered(failure + ": if it persists, see the service's status", null), thrown);
        }
        if (code == null || code.isBlank()) {
            return caused(Outcome.protocol(failure + ": check that it is an endpoint of Kinesis"), thrown);
        }
        Outcome.Refused outcome = KinesisCodes.refused(hop, code, shortened(message));
        // Messages about signatures may quote the signed headers in any encoding.
        return outcome.reason() == Reason.UNAUTHENTICATED
                ? KinesisCodes.refused(hop, code, "")
                : caused(outcome, thrown);
    }

    private Outcome.Refused client(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof UncheckedIOException) {
                break;
            }
            if (cause instanceof UnfitAnswerException) {
                return Outcome.protocol(
                        hop + " returned " + cause.getMessage() + ": check that it is an endpoint of Kinesis");
            }
            if (isBeforeSending(cause)) {
                return caused(
                        Outcome.again(
                                Reason.UNAVAILABLE,
                                hop + " could not be reached, '" + shortened(cause.getMessage())
                                        + "': check the network, the region and the endpoint"),
                        thrown);
            }
            if (cause instanceof IOException) {
                return caused(
                        Outcome.unanswered(hop + " did not respond, '" + shortened(cause.getMessage()) + "'", null),
                        thrown);
            }
        }
        return caused(
                Outcome.protocol(hop + " returned a response that the AWS SDK cannot parse, '"
                        + shortened(thrown.getMessage()) + "': check that it is an endpoint of Kinesis"),
                thrown);
    }

    /** Whether no connection could be obtained, from the network or from the client's pool. */
    private static boolean isBeforeSending(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException
                || cause instanceof SSLHandshakeException
                || (cause instanceof TimeoutException && hasMessage(cause, "Acquire operation"))
                || (cause instanceof IllegalStateException && hasMessage(cause, "outstanding acquire operations"));
    }

    private static boolean hasMessage(Throwable thrown, String part) {
        return thrown.getMessage() != null && thrown.getMessage().contains(part);
    }

    /** The outcome with its cause, unless that contains a secret. */
    private Outcome.Refused caused(Outcome.Refused outcome, Throwable cause) {
        return new Outcome.Refused(
                outcome.reason(),
                outcome.detail(),
                outcome.retriable(),
                outcome.maybeStored(),
                outcome.retryAfter(),
                secrets.isFree(cause) ? cause : null);
    }

    private String shortened(@Nullable String message) {
        if (message == null) {
            return "";
        }
        String line = secrets.redacted(message).lines().findFirst().orElse("").strip();
        return line.length() <= MESSAGE_MAX ? line : line.substring(0, MESSAGE_MAX) + "…";
    }
}

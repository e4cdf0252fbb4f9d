package io.pinpipe.internal;

import io.pinpipe.Reason;
import io.pinpipe.transport.Outcome;
import java.util.Locale;

/**
 * Maps error codes of Kinesis to outcomes, for every transport that delivers to Kinesis.
 *
 * <p>The codes are those in the Kinesis Data Streams API reference for {@code PutRecord} and {@code PutRecords}, for a
 * record or for a whole request, and the errors common to AWS services.
 */
public final class KinesisCodes {

    private KinesisCodes() {}

    /**
     * Maps an error.
     *
     * @param hop the host that responded
     * @param code the error code, with or without a namespace before {@code #} or an address after {@code :}
     * @param message the message beside the code, already shortened and without secrets; may be empty
     * @return the outcome; a request that is too large is retriable, so that the engine splits the batch
     */
    public static Outcome.Refused refused(String hop, String code, String message) {
        String name = name(code);
        String failure = hop + " returned " + name + (message.isEmpty() ? "" : ", '" + message + "'");
        return switch (name) {
            case "ProvisionedThroughputExceededException" ->
                Outcome.again(Reason.THROTTLED, failure + ": send more slowly, or give the stream more shards");
            case "KMSThrottlingException", "ThrottlingException", "LimitExceededException" ->
                Outcome.again(Reason.THROTTLED, failure + ": send more slowly");
            case "InternalFailure",
                    "InternalFailureException",
                    "InternalServerError",
                    "ServiceUnavailable",
                    "ServiceUnavailableException" ->
                Outcome.unanswered(failure + ": if it persists, check the service's status", null);
            case "ResourceInUseException" ->
                Outcome.again(
                        Reason.UNAVAILABLE,
                        failure + ": wait until the stream is ACTIVE; it is being created or deleted");
            case "ResourceNotFoundException" ->
                Outcome.fatal(Reason.NOT_FOUND, failure + ": create the stream, or correct its name or the region");
            case "UnknownOperationException" ->
                Outcome.fatal(
                        Reason.NOT_FOUND, failure + ": correct the address, which is not that of Kinesis Data Streams");
            case "UnrecognizedClientException",
                    "InvalidClientTokenId",
                    "ExpiredTokenException",
                    "ExpiredToken",
                    "RequestExpired",
                    "InvalidSignatureException",
                    "IncompleteSignature",
                    "IncompleteSignatureException",
                    "MissingAuthenticationToken",
                    "MissingAuthenticationTokenException" ->
                Outcome.again(Reason.UNAUTHENTICATED, failure + ": renew or correct the AWS credentials");
            case "AccessDeniedException", "NotAuthorized", "OptInRequired" ->
                Outcome.fatal(Reason.FORBIDDEN, failure + ": grant the credentials' role this action on the stream");
            case "InvalidArgumentException", "ValidationException", "ValidationError", "SerializationException" ->
                isTooLarge(message)
                        ? Outcome.again(Reason.TOO_LARGE, failure + ": shorten the record, or lower batchBytes")
                        : Outcome.fatal(Reason.INVALID, failure + ": correct the record or the stream's name");
            default -> unlisted(name, failure);
        };
    }

    private static Outcome.Refused unlisted(String name, String failure) {
        if (name.startsWith("KMS")) {
            return Outcome.fatal(
                    Reason.FORBIDDEN, failure + ": grant the stream the use of its encryption key, or enable the key");
        }
        return new Outcome.Refused(
                Reason.REJECTED, failure + ": look the code up in the Kinesis API reference", false, true, null, null);
    }

    private static boolean isTooLarge(String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        return (lower.contains("exceeds") && lower.contains("size"))
                || (lower.contains("length less than or equal to")
                        && (lower.contains("data'") || lower.contains("'records'")));
    }

    private static String name(String code) {
        String local = code.substring(code.indexOf('#') + 1);
        int address = local.indexOf(':');
        return address < 0 ? local : local.substring(0, address);
    }
}

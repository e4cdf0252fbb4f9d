package io.pinpipe.internal;

import io.pinpipe.Reason;
import io.pinpipe.transport.Outcome;
import java.util.Locale;

/**
 * What the error codes of Kinesis mean for a delivery; the same for every transport that ends there.
 *
 * <p>The codes are those that the Kinesis Data Streams API reference lists for {@code PutRecord} and {@code PutRecords},
 * for a record or for a whole request, and the errors common to AWS services.
 */
public final class KinesisCodes {

    private KinesisCodes() {}

    /**
     * Reads an error.
     *
     * @param hop who answered, such as a host
     * @param code the error's code, with or without a namespace before {@code #} or an address after {@code :}
     * @param message what was said beside the code, already shortened and without a secret; may be empty
     * @return the outcome; for a request that is too large it is retriable, so that the engine splits the batch
     */
    public static Outcome.Refused refused(String hop, String code, String message) {
        String name = name(code);
        String said = hop + " answered " + name + (message.isEmpty() ? "" : ", '" + message + "'");
        return switch (name) {
            case "ProvisionedThroughputExceededException" ->
                Outcome.again(Reason.THROTTLED, said + ": send more slowly, or give the stream more shards");
            case "KMSThrottlingException", "ThrottlingException", "LimitExceededException" ->
                Outcome.again(Reason.THROTTLED, said + ": send more slowly");
            case "InternalFailure",
                    "InternalFailureException",
                    "InternalServerError",
                    "ServiceUnavailable",
                    "ServiceUnavailableException" ->
                Outcome.unanswered(said + ": if it lasts, see the service's status", null);
            case "ResourceInUseException" ->
                Outcome.again(
                        Reason.UNAVAILABLE, said + ": wait until the stream is ACTIVE; it is being created or deleted");
            case "ResourceNotFoundException" ->
                Outcome.fatal(Reason.NOT_FOUND, said + ": create the stream, or correct its name or the region");
            case "UnknownOperationException" ->
                Outcome.fatal(Reason.NOT_FOUND, said + ": correct the address, this is not Kinesis Data Streams");
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
                Outcome.again(Reason.UNAUTHENTICATED, said + ": renew or correct the AWS credentials");
            case "AccessDeniedException", "NotAuthorized", "OptInRequired" ->
                Outcome.fatal(Reason.FORBIDDEN, said + ": let the credentials' role do this on the stream");
            case "InvalidArgumentException", "ValidationException", "ValidationError", "SerializationException" ->
                isTooLarge(message)
                        ? Outcome.again(Reason.TOO_LARGE, said + ": shorten the record, or lower batchBytes")
                        : Outcome.fatal(Reason.INVALID, said + ": correct the record or the stream's name");
            default -> unlisted(name, said);
        };
    }

    private static Outcome.Refused unlisted(String name, String said) {
        if (name.startsWith("KMS")) {
            return Outcome.fatal(Reason.FORBIDDEN, said + ": let the stream use its encryption key, or enable the key");
        }
        return new Outcome.Refused(
                Reason.REJECTED, said + ": look the code up in the Kinesis API reference", false, true, null, null);
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

package io.pinpipe.kinesis;

import io.pinpipe.internal.Redactor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * The secrets that recent requests were signed with, to be redacted where a response repeats them. Holds two identities:
 * requests with the one before a renewal may still be in flight.
 *
 * <p>Thread-safe.
 */
final class SigningSecrets {

    private @Nullable AwsCredentialsIdentity latest;
    private List<String> values = List.of();
    private volatile Redactor redactor = Redactor.UNKNOWING;

    /** Records what the next request is signed with. */
    synchronized void use(AwsCredentialsIdentity identity) {
        if (identity == latest) {
            return;
        }
        latest = identity;
        List<String> added = values(identity);
        if (!added.equals(values)) {
            List<String> known = new ArrayList<>(values);
            known.addAll(added);
            redactor = Redactor.of(known);
            values = added;
        }
    }

    /** The text with its secrets redacted, not shortened. */
    String redacted(String text) {
        return redactor.whole(text);
    }

    /** Whether a failure can be shown as a cause: neither it nor its causes contain a secret. */
    boolean isFree(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage());
            if (!redacted(text).equals(text)) {
                return false;
            }
        }
        return true;
    }

    private static List<String> values(AwsCredentialsIdentity identity) {
        return identity instanceof AwsSessionCredentialsIdentity session
                ? List.of(session.secretAccessKey(), session.sessionToken())
                : List.of(identity.secretAccessKey());
    }
}

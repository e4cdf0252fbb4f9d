package io.pinpipe.kinesis;

import org.jspecify.annotations.Nullable;

/** Thrown when no credentials could be obtained, so that nothing was sent. */
final class NoCredentialsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoCredentialsException(@Nullable Throwable cause) {
        super("no AWS credentials could be obtained", cause, false, false);
    }
}

package io.pinpipe.kinesis;

import org.jspecify.annotations.Nullable;

/** No credentials could be had, so that nothing was sent. */
final class NoCredentialsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoCredentialsException(@Nullable Throwable cause) {
        super("no AWS credentials could be had", cause, false, false);
    }
}

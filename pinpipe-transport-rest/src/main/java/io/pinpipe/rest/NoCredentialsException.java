package io.pinpipe.rest;

import java.io.IOException;

/** Thrown when a request cannot be signed because no credentials were found. */
final class NoCredentialsException extends IOException {

    private static final long serialVersionUID = 1L;

    NoCredentialsException(String message, Throwable cause) {
        super(message, cause);
    }
}

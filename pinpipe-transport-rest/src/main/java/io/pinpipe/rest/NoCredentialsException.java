package io.pinpipe.rest;

import java.io.IOException;

/** A request could not be signed, since no credentials were found. */
final class NoCredentialsException extends IOException {

    private static final long serialVersionUID = 1L;

    NoCredentialsException(String message, Throwable cause) {
        super(message, cause);
    }
}

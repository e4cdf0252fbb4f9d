package io.pinpipe.rest;

import java.io.IOException;
import okhttp3.Request;

/** Adds a signature to requests. Thread-safe. */
interface RequestSigner extends AutoCloseable {

    /**
     * Signs a request whose body is a {@link BatchBody}; may block.
     *
     * @throws NoCredentialsException when there is nothing to sign with
     */
    Request sign(Request request) throws IOException;

    @Override
    void close();
}

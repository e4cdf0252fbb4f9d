package io.pinpipe.rest;

import java.io.IOException;
import okhttp3.Request;

/** Signs requests. Thread-safe. */
interface RequestSigner extends AutoCloseable {

    /**
     * Signs a request whose body is a {@link BatchBody}; may block.
     *
     * @throws NoCredentialsException if there are no credentials
     */
    Request sign(Request request) throws IOException;

    @Override
    void close();
}

package io.pinpipe.replay;

import org.jspecify.annotations.Nullable;

/**
 * A checkpoint cannot be used: somebody else holds its store, it is that of another replay, or it cannot be read or
 * written. The message names the store, what is wrong and what to do.
 */
public final class CheckpointException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message one sentence that names what, where and what to do
     * @param cause what was thrown below, or null
     */
    public CheckpointException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

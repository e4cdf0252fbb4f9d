package io.pinpipe.replay;

import org.jspecify.annotations.Nullable;

/**
 * Reports a checkpoint that cannot be used: its store is locked, it belongs to another replay, or it cannot be read or
 * written. The message names the store, the problem and the remedy.
 */
public final class CheckpointException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message one sentence that names the store, the problem and the remedy
     * @param cause the underlying exception, or null
     */
    public CheckpointException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

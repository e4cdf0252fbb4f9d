package io.pinpipe.source;

import io.pinpipe.Reason;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The source could not be read; the message names the hop, table, column and index as far as they are known. */
public final class SourceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /**
     * Creates an exception.
     *
     * @param reason {@code UNAVAILABLE}, {@code UNAUTHENTICATED}, {@code FORBIDDEN}, {@code NOT_FOUND}, {@code INVALID}
     *     …
     * @param message one sentence that names what, where and what to do; no secret
     * @param cause what the driver threw, or null
     */
    public SourceException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /**
     * Why the source could not be read.
     *
     * @return the reason, never null
     */
    public Reason reason() {
        return reason;
    }
}

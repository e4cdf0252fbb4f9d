package io.pinpipe;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The source could not be read; the message names the hop, table, column and index as far as they are known. */
public final class SourceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why the source could not be read. */
    private final Reason reason;

    /** Which table's row is unusable, or null. */
    private final @Nullable Kind kind;

    /** Which row is unusable, or null. */
    private final @Nullable Long index;

    /**
     * Creates an exception.
     *
     * @param reason {@code UNAVAILABLE}, {@code UNAUTHENTICATED}, {@code FORBIDDEN}, {@code NOT_FOUND}, {@code INVALID}
     *     …
     * @param message one sentence that names what, where and what to do; no secret
     * @param cause what the driver threw, or null
     */
    public SourceException(Reason reason, String message, @Nullable Throwable cause) {
        this(reason, message, cause, null, null);
    }

    private SourceException(
            Reason reason, String message, @Nullable Throwable cause, @Nullable Kind kind, @Nullable Long index) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
        this.kind = kind;
        this.index = index;
    }

    /**
     * Creates an exception for one row that is there and cannot be used.
     *
     * @param kind which table's row it is
     * @param index the row's index
     * @param message one sentence that names table, column, index and what is wrong
     * @param cause what a library threw, or null
     * @return an exception with {@link Reason#INVALID}
     */
    public static SourceException unusable(Kind kind, long index, String message, @Nullable Throwable cause) {
        return new SourceException(Reason.INVALID, message, cause, Objects.requireNonNull(kind, "kind"), index);
    }

    /**
     * Why the source could not be read.
     *
     * @return the reason, never null
     */
    public Reason reason() {
        return reason;
    }

    /**
     * Which table's row is unusable.
     *
     * @return the kind of event that the row would have been, or null when the failure is not that of one row
     */
    public @Nullable Kind kind() {
        return kind;
    }

    /**
     * Which row is unusable.
     *
     * @return the row's index, or null when the failure is not that of one row
     */
    public @Nullable Long index() {
        return index;
    }
}

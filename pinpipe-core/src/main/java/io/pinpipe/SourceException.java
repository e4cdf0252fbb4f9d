package io.pinpipe;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reports that the source could not be read; the message names the host, table, column and index as far as they are
 * known.
 */
public final class SourceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why the source could not be read. */
    private final Reason reason;

    /** The kind of the unusable row, or null. */
    private final @Nullable Kind kind;

    /** The index of the unusable row, or null. */
    private final @Nullable Long index;

    /**
     * Creates an exception.
     *
     * @param reason {@code UNAVAILABLE}, {@code UNAUTHENTICATED}, {@code FORBIDDEN}, {@code NOT_FOUND}, {@code INVALID}
     *     …
     * @param message one sentence that names the object, the place and the remedy; without secrets
     * @param cause the driver's exception, or null
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
     * Creates an exception for one unusable row.
     *
     * @param kind the kind of the row
     * @param index the row's index
     * @param message one sentence that names table, column, index and the problem
     * @param cause the library's exception, or null
     * @return an exception with {@link Reason#INVALID}
     */
    public static SourceException unusable(Kind kind, long index, String message, @Nullable Throwable cause) {
        return new SourceException(Reason.INVALID, message, cause, Objects.requireNonNull(kind, "kind"), index);
    }

    /**
     * Returns why the source could not be read.
     *
     * @return the reason, never null
     */
    public Reason reason() {
        return reason;
    }

    /**
     * Returns the kind of the unusable row.
     *
     * @return the kind of event that the row would have become, or null when the failure does not concern a single row
     */
    public @Nullable Kind kind() {
        return kind;
    }

    /**
     * Returns the index of the unusable row.
     *
     * @return the row's index, or null when the failure does not concern a single row
     */
    public @Nullable Long index() {
        return index;
    }
}

package io.pinpipe.json;

import io.pinpipe.Kind;
import io.pinpipe.internal.WireField;
import org.jspecify.annotations.Nullable;

/** Reports a post that cannot be written as JSON, or JSON that is not a valid post; names field, value and index. */
public final class InvalidPostException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** The invalid field, or null. */
    private final @Nullable String field;

    /** The invalid post, or null. */
    private final @Nullable Long index;

    /**
     * Creates an exception for one field.
     *
     * @param message one sentence that names the field, the value and the index as far as they are known
     * @param field the field's name on the wire, or null when the document as a whole is invalid
     * @param index the post's index, or null when unknown
     * @param cause the parser's exception, or null
     */
    public InvalidPostException(
            String message, @Nullable String field, @Nullable Long index, @Nullable Throwable cause) {
        super(message, cause);
        this.field = field;
        this.index = index;
    }

    /** Reports one field of one post; {@code problem} continues after the field's name. */
    static InvalidPostException of(Kind kind, @Nullable Long index, WireField field, String problem) {
        return new InvalidPostException(
                subject(kind, index) + ": " + field.wireName() + " " + problem, field.wireName(), index, null);
    }

    /** Reports a document as a whole. */
    static InvalidPostException of(Kind kind, @Nullable Long index, String problem, @Nullable Throwable cause) {
        return new InvalidPostException(subject(kind, index) + ": " + problem, null, index, cause);
    }

    private static String subject(Kind kind, @Nullable Long index) {
        return index == null ? kind.label() : kind.label() + " " + index;
    }

    /**
     * Returns the invalid field.
     *
     * @return the field's name on the wire, or null when the document as a whole is invalid
     */
    public @Nullable String field() {
        return field;
    }

    /**
     * Returns the invalid post.
     *
     * @return the post's index, or null when unknown
     */
    public @Nullable Long index() {
        return index;
    }
}

package io.pinpipe.json;

import io.pinpipe.Kind;
import org.jspecify.annotations.Nullable;

/** A post that cannot be written as JSON, or JSON that cannot be read as a post; names field, value and index. */
public final class InvalidPostException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** Which field is wrong, or null. */
    private final @Nullable String field;

    /** Which post is wrong, or null. */
    private final @Nullable Long index;

    /**
     * Creates an exception for one field.
     *
     * @param message one sentence that names the field, the value and the index, as far as they are known
     * @param field the field's name on the wire, or null when the document as a whole is unusable
     * @param index the post's number, or null where it is not known
     * @param cause what the parser threw, or null
     */
    public InvalidPostException(
            String message, @Nullable String field, @Nullable Long index, @Nullable Throwable cause) {
        super(message, cause);
        this.field = field;
        this.index = index;
    }

    /** One field of one post; {@code problem} goes on from the field's name. */
    static InvalidPostException of(Kind kind, @Nullable Long index, WireField field, String problem) {
        return new InvalidPostException(
                subject(kind, index) + ": " + field.wireName() + " " + problem, field.wireName(), index, null);
    }

    /** A document as a whole. */
    static InvalidPostException of(Kind kind, @Nullable Long index, String problem, @Nullable Throwable cause) {
        return new InvalidPostException(subject(kind, index) + ": " + problem, null, index, cause);
    }

    private static String subject(Kind kind, @Nullable Long index) {
        return index == null ? kind.label() : kind.label() + " " + index;
    }

    /**
     * Which field is wrong.
     *
     * @return the field's name on the wire, or null when the document as a whole is unusable
     */
    public @Nullable String field() {
        return field;
    }

    /**
     * Which post is wrong.
     *
     * @return the post's number, or null where it is not known
     */
    public @Nullable Long index() {
        return index;
    }
}

package io.pinpipe.clean;

import io.pinpipe.PostEvent;
import java.util.List;
import java.util.Objects;

/**
 * The result of cleaning one event: kept, with notes on what was changed, or dropped, with the reason.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <T> the clean form of the event
 */
public sealed interface Cleaned<T extends CleanEvent> {

    /**
     * An event that was kept.
     *
     * @param value its clean form
     * @param notes one note for each changed field, in column order; empty when nothing was changed; immutable
     * @param <T> the clean form of the event
     */
    record Kept<T extends CleanEvent>(T value, List<Note> notes) implements Cleaned<T> {

        /** Throws {@link NullPointerException} when an argument is null. */
        public Kept {
            Objects.requireNonNull(value, "value");
            notes = List.copyOf(notes);
        }
    }

    /**
     * An event that was dropped as a whole.
     *
     * @param raw the original event
     * @param note the rule that dropped it, and the content of the field
     * @param <T> the clean form that the event would have had
     */
    record Dropped<T extends CleanEvent>(PostEvent raw, Note note) implements Cleaned<T> {

        /** Throws {@link NullPointerException} when an argument is null. */
        public Dropped {
            Objects.requireNonNull(raw, "raw");
            Objects.requireNonNull(note, "note");
        }
    }
}

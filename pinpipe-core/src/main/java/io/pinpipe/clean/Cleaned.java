package io.pinpipe.clean;

import io.pinpipe.PostEvent;
import java.util.List;
import java.util.Objects;

/**
 * What became of one event: it was kept, with notes on what was changed, or dropped, with the reason.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param <T> the clean form of the event
 */
public sealed interface Cleaned<T extends CleanEvent> {

    /**
     * An event that was kept.
     *
     * @param value its clean form
     * @param notes one note for each field whose content is not what it was, in column order; empty when nothing was
     *     changed; immutable
     * @param <T> the clean form of the event
     */
    record Kept<T extends CleanEvent>(T value, List<Note> notes) implements Cleaned<T> {

        /** Refuses nulls with a {@link NullPointerException}. */
        public Kept {
            Objects.requireNonNull(value, "value");
            notes = List.copyOf(notes);
        }
    }

    /**
     * An event that was dropped as a whole.
     *
     * @param raw the event as it came
     * @param note which rule dropped it, and what the field held
     * @param <T> the clean form that the event would have had
     */
    record Dropped<T extends CleanEvent>(PostEvent raw, Note note) implements Cleaned<T> {

        /** Refuses nulls with a {@link NullPointerException}. */
        public Dropped {
            Objects.requireNonNull(raw, "raw");
            Objects.requireNonNull(note, "note");
        }
    }
}

package io.pinpipe.clean;

import io.pinpipe.PostEvent;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

    /**
     * A change made by cleaning: the rule, and the previous content of its field.
     *
     * @param rule the rule that applied; it names the field
     * @param was the previous content as text; null only when a required field was missing
     */
    record Note(CleaningRule rule, @Nullable String was) {

        /** Throws {@link NullPointerException} when the rule is null. */
        public Note {
            Objects.requireNonNull(rule, "rule");
        }

        /**
         * Returns the field that the rule applied to.
         *
         * @return the field's name on the wire, or in the clean table where cleaning derives the field
         */
        public String field() {
            return rule.field();
        }

        /**
         * Describes what the field contained.
         *
         * @return such as {@code latitude was 91.0} or {@code unique_id is missing}
         */
        public String found() {
            return was == null ? field() + " is missing" : field() + " was " + was;
        }
    }
}

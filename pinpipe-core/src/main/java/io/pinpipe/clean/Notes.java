package io.pinpipe.clean;

import io.pinpipe.clean.Cleaned.Note;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the notes on one event while it is cleaned; allocates nothing until the first note. Not thread-safe. */
final class Notes {

    private @Nullable Note first;
    private @Nullable Note second;
    private @Nullable List<Note> more;

    void add(CleaningRule rule, String was) {
        Note note = new Note(rule, was);
        if (first == null) {
            first = note;
        } else if (second == null) {
            second = note;
        } else {
            if (more == null) {
                more = new ArrayList<>();
                more.add(first);
                more.add(second);
            }
            more.add(note);
        }
    }

    /** Returns the text unchanged, or null when it is a sentinel of the rule. */
    @Nullable
    String unlessMissing(CleaningRule rule, @Nullable String text) {
        if (text == null || !rule.matches(text)) {
            return text;
        }
        add(rule, text);
        return null;
    }

    /** Returns the notes in the order in which they were added. */
    List<Note> toList() {
        if (first == null) {
            return List.of();
        }
        if (second == null) {
            return List.of(first);
        }
        return more == null ? List.of(first, second) : List.copyOf(more);
    }
}

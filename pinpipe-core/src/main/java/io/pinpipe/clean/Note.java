package io.pinpipe.clean;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change made by cleaning: the rule, and the previous content of its field.
 *
 * @param rule the rule that applied; it names the field
 * @param was the previous content as text; null only when a required field was missing
 */
public record Note(CleaningRule rule, @Nullable String was) {

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
}

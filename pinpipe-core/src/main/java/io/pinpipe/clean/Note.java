package io.pinpipe.clean;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that cleaning did: the rule, and what its field held before.
 *
 * @param rule the rule that acted; it names the field
 * @param was what the field held, as text; null only where a field that must be there was missing
 */
public record Note(CleaningRule rule, @Nullable String was) {

    /** Refuses a null rule with a {@link NullPointerException}. */
    public Note {
        Objects.requireNonNull(rule, "rule");
    }

    /**
     * Which field the rule acted on.
     *
     * @return the field's name on the wire, or in the clean table where cleaning made the field
     */
    public String field() {
        return rule.field();
    }
}

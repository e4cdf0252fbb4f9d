package io.pinpipe.cli.doctor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was found at one hop. Immutable.
 *
 * @param hop the hop's name, such as {@code database tcp}; the names stand in {@code docs/doctor.md}
 * @param verdict how it was found
 * @param saw what there was to see, on one line and without secrets
 * @param advice what to do; empty when there is nothing to do
 */
public record Finding(String hop, Verdict verdict, String saw, String advice) {

    private static final String FORMAT = "%-8s%-22s%s";

    /** Refuses null. */
    public Finding {
        Objects.requireNonNull(hop, "hop");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(saw, "saw");
        Objects.requireNonNull(advice, "advice");
    }

    /**
     * The finding for a person.
     *
     * @return one line: the verdict, the hop, what was seen, and what to do after an arrow
     */
    public String line() {
        return FORMAT.formatted(verdict.label(), hop, advice.isEmpty() ? saw : saw + " -> " + advice);
    }

    /**
     * The finding for a program.
     *
     * @return the fields {@code hop}, {@code ok}, {@code saw} and {@code advice}; {@code ok} is null for a hop that was
     *     skipped
     */
    public Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("hop", hop);
        fields.put("ok", verdict == Verdict.SKIPPED ? null : verdict == Verdict.OK);
        fields.put("saw", saw);
        fields.put("advice", advice);
        return fields;
    }
}

package io.pinpipe.cli.doctor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The finding at one hop. Immutable.
 *
 * @param hop the hop's name, such as {@code database tcp}; {@code docs/doctor.md} lists the names
 * @param verdict the state of the hop
 * @param saw what was found, on one line and without secrets
 * @param advice the remedy; empty if none is needed
 */
public record Finding(String hop, Verdict verdict, String saw, String advice) {

    private static final String FORMAT = "%-8s%-22s%s";

    /** Rejects null. */
    public Finding {
        Objects.requireNonNull(hop, "hop");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(saw, "saw");
        Objects.requireNonNull(advice, "advice");
    }

    /**
     * Returns the finding as text.
     *
     * @return one line: the verdict, the hop, what was found, and the remedy after an arrow
     */
    public String line() {
        return FORMAT.formatted(verdict.label(), hop, advice.isEmpty() ? saw : saw + " -> " + advice);
    }

    /**
     * Returns the finding as JSON fields.
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

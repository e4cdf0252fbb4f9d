package io.pinpipe.cli.doctor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The findings of all hops. Immutable.
 *
 * @param findings one per hop, in order
 */
public record Diagnosis(List<Finding> findings) {

    /** Keeps a copy of the list. */
    public Diagnosis {
        findings = List.copyOf(findings);
    }

    /**
     * Returns whether no hop is wrong.
     *
     * @return false if one is
     */
    public boolean isWell() {
        return findings.stream().noneMatch(finding -> finding.verdict() == Verdict.WRONG);
    }

    /**
     * Returns the diagnosis as JSON fields.
     *
     * @return the fields {@code hops} and {@code ok}
     */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("hops", findings.stream().map(Finding::fields).toList());
        fields.put("ok", isWell());
        return fields;
    }
}

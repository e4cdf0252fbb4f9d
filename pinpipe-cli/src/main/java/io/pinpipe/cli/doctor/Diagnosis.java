package io.pinpipe.cli.doctor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was found on the whole way. Immutable.
 *
 * @param findings one a hop, in the order of the way
 */
public record Diagnosis(List<Finding> findings) {

    /** Keeps a copy of the list. */
    public Diagnosis {
        findings = List.copyOf(findings);
    }

    /**
     * Whether no hop is wrong.
     *
     * @return false when one is
     */
    public boolean isWell() {
        return findings.stream().noneMatch(finding -> finding.verdict() == Verdict.WRONG);
    }

    /**
     * The diagnosis for a program.
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

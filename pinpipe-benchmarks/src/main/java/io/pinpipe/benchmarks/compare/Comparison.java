package io.pinpipe.benchmarks.compare;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Candidates for one job.
 *
 * @param name what the job is, unique among all comparisons
 * @param unit what a record is, in the plural
 * @param limit the name of the candidate that ratios are to: what the machine can do, where one of them does no more
 *     than that
 * @param candidates in the order in which they run
 */
public record Comparison(String name, String unit, String limit, List<Candidate> candidates) {

    /** Rejects duplicate names, and a limit that is not a candidate. */
    public Comparison {
        candidates = List.copyOf(candidates);
        Set<String> names = new HashSet<>();
        for (Candidate candidate : candidates) {
            if (!names.add(candidate.name())) {
                throw new IllegalArgumentException(name + " has two candidates named '" + candidate.name() + "'");
            }
        }
        if (!names.contains(limit)) {
            throw new IllegalArgumentException("the limit of " + name + ", '" + limit + "', is none of " + names);
        }
    }

    /**
     * Returns the selected candidates.
     *
     * @param selected substrings of the selected names, case-insensitive; empty selects all
     * @return all candidates when the comparison's name matches; otherwise those whose names match, and the limit; or
     *     none
     */
    List<Candidate> only(List<String> selected) {
        if (selected.isEmpty() || has(name, selected)) {
            return candidates;
        }
        if (candidates.stream().noneMatch(candidate -> has(candidate.name(), selected))) {
            return List.of();
        }
        return candidates.stream()
                .filter(candidate -> candidate.name().equals(limit) || has(candidate.name(), selected))
                .toList();
    }

    private static boolean has(String name, List<String> selected) {
        return selected.stream()
                .anyMatch(text -> name.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)));
    }
}

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

    /** Refuses candidates of the same name, and a limit that is none of them. */
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
     * What is left when only some of the work is asked for.
     *
     * @param words each one a part of the names that are asked for, in any case; all is asked for when there is none
     * @return all candidates when a word is in the comparison's name; otherwise those whose names have one, and the
     *     limit; or none
     */
    List<Candidate> only(List<String> words) {
        if (words.isEmpty() || has(name, words)) {
            return candidates;
        }
        if (candidates.stream().noneMatch(candidate -> has(candidate.name(), words))) {
            return List.of();
        }
        return candidates.stream()
                .filter(candidate -> candidate.name().equals(limit) || has(candidate.name(), words))
                .toList();
    }

    private static boolean has(String name, List<String> words) {
        return words.stream().anyMatch(word -> name.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT)));
    }
}

package io.pinpipe.benchmarks.compare;

import java.util.List;

/**
 * The outcome of a comparison.
 *
 * @param name the comparison
 * @param unit what a record is, in the plural
 * @param rounds how often each candidate was measured
 * @param standings one for each candidate that ran, in their order
 */
public record Result(String name, String unit, int rounds, List<Score> standings) {

    /** Keeps a copy of the list. */
    public Result {
        standings = List.copyOf(standings);
    }

    /**
     * Whether no candidate lost a record.
     *
     * @return false when one did
     */
    boolean complete() {
        return standings.stream().allMatch(Score::complete);
    }
}

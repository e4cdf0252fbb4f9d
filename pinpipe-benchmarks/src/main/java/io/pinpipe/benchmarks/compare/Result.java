package io.pinpipe.benchmarks.compare;

import java.util.List;

/**
 * The outcome of a comparison.
 *
 * @param name the name of the comparison
 * @param unit the plural name of a record
 * @param rounds how often each candidate was measured
 * @param standings the score of each candidate that ran, in their order
 */
public record Result(String name, String unit, int rounds, List<Score> standings) {

    /** Copies the list. */
    public Result {
        standings = List.copyOf(standings);
    }

    /**
     * Returns whether no candidate lost a record.
     *
     * @return false when one did
     */
    boolean complete() {
        return standings.stream().allMatch(Score::complete);
    }
}

package io.pinpipe.benchmarks.compare;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The measured runs of a candidate; figures are medians.
 *
 * @param name the candidate
 * @param limit whether ratios are relative to this candidate
 * @param records records in a run
 * @param lost records of a run that were not done, the maximum of all runs
 * @param missing records not found at their destination after the first run
 * @param recordsPerSecond the rate
 * @param slowest the lowest rate of a run
 * @param fastest the highest rate of a run
 * @param ratio the rate divided by that of the limit
 * @param cpuSecondsPerMillion processor time in seconds for a million records
 * @param allocatedBytesPerMillion heap bytes allocated for a million records
 */
public record Score(
        String name,
        boolean limit,
        long records,
        long lost,
        long missing,
        double recordsPerSecond,
        double slowest,
        double fastest,
        double ratio,
        double cpuSecondsPerMillion,
        double allocatedBytesPerMillion) {

    static Score of(Candidate candidate, boolean limit, List<Run> runs, long missing, double limitRate) {
        double rate = median(runs, Run::recordsPerSecond);
        return new Score(
                candidate.name(),
                limit,
                candidate.records(),
                runs.stream().mapToLong(run -> run.records() - run.done()).max().orElse(0),
                missing,
                rate,
                runs.stream().mapToDouble(Run::recordsPerSecond).min().orElse(rate),
                runs.stream().mapToDouble(Run::recordsPerSecond).max().orElse(rate),
                rate / limitRate,
                median(runs, Run::cpuSecondsPerMillion),
                median(runs, Run::allocatedBytesPerMillion));
    }

    /** Returns whether every record was done in every run, and found at its destination after the first. */
    boolean complete() {
        return lost == 0 && missing == 0;
    }

    static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
    }
}

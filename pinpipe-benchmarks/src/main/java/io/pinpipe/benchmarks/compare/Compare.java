package io.pinpipe.benchmarks.compare;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Runs the candidates of comparisons in turn, A B C A B C …, so that disturbances of the machine affect all alike.
 *
 * <p>A first round, in which arrived records are counted, is not measured. The heap is collected before each run, so
 * that no candidate pays for the garbage of another. Not thread-safe.
 */
public final class Compare implements AutoCloseable {

    private final int rounds;
    private final List<String> only;
    private final Consumer<String> progress;
    private final Allocations allocations = new Allocations();
    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final List<Result> results = new ArrayList<>();

    /**
     * Creates an instance without results.
     *
     * @param rounds how often each candidate is measured, from 1
     * @param only substrings of the names of the comparisons and candidates to run; all when empty. The limit of a
     *     comparison always runs with its others
     * @param progress receives the name of each run
     */
    public Compare(int rounds, List<String> only, Consumer<String> progress) {
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds must be 1 or more, not " + rounds);
        }
        this.rounds = rounds;
        this.only = List.copyOf(only);
        this.progress = progress;
    }

    /**
     * Returns whether any part of a comparison is selected, so that its setup can be skipped.
     *
     * @param comparison the candidates
     * @return false when {@link #run} would do nothing
     */
    public boolean wants(Comparison comparison) {
        return !comparison.only(only).isEmpty();
    }

    /**
     * Runs the selected part of a comparison.
     *
     * @param comparison the candidates
     * @throws Exception when a candidate fails
     */
    public void run(Comparison comparison) throws Exception {
        List<Candidate> candidates = comparison.only(only);
        if (candidates.isEmpty()) {
            return;
        }
        Map<String, Long> missing = new HashMap<>();
        Map<String, List<Run>> runs = new HashMap<>();
        for (Candidate candidate : candidates) {
            progress.accept(comparison.name() + ", warm-up: " + candidate.name());
            missing.put(candidate.name(), warmUp(candidate));
            runs.put(candidate.name(), new ArrayList<>());
        }
        for (int round = 1; round <= rounds; round++) {
            for (Candidate candidate : candidates) {
                progress.accept(comparison.name() + ", round " + round + ": " + candidate.name());
                Objects.requireNonNull(runs.get(candidate.name())).add(measured(candidate));
            }
        }
        results.add(result(comparison, candidates, runs, missing));
    }

    /**
     * Returns the results so far.
     *
     * @return the results, in the order of the calls of {@link #run}
     */
    public List<Result> results() {
        return List.copyOf(results);
    }

    /** Stops counting allocations. */
    @Override
    public void close() {
        allocations.close();
    }

    private static long warmUp(Candidate candidate) throws Exception {
        try {
            candidate.prepare();
            candidate.run();
            return candidate.records() - candidate.arrived();
        } finally {
            candidate.finish();
        }
    }

    private Run measured(Candidate candidate) throws Exception {
        try {
            candidate.prepare();
            System.gc();
            long allocated = allocations.total();
            long cpu = cpuNanos(candidate);
            long started = System.nanoTime();
            long done = candidate.run();
            long nanos = System.nanoTime() - started;
            return new Run(
                    candidate.records(), done, nanos, cpuNanos(candidate) - cpu, allocations.total() - allocated);
        } finally {
            candidate.finish();
        }
    }

    private long cpuNanos(Candidate candidate) {
        return process.getProcessCpuTime() + candidate.childCpu().toNanos();
    }

    private Result result(
            Comparison comparison, List<Candidate> candidates, Map<String, List<Run>> runs, Map<String, Long> missing) {
        double limitRate = Score.median(Objects.requireNonNull(runs.get(comparison.limit())), Run::recordsPerSecond);
        return new Result(
                comparison.name(),
                comparison.unit(),
                rounds,
                candidates.stream()
                        .map(candidate -> Score.of(
                                candidate,
                                candidate.name().equals(comparison.limit()),
                                Objects.requireNonNull(runs.get(candidate.name())),
                                Objects.requireNonNull(missing.get(candidate.name())),
                                limitRate))
                        .toList());
    }
}

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
 * Runs the contestants of comparisons in turn, A B C A B C …, so that what the machine does meanwhile falls on all alike.
 *
 * <p>A first round, in which what arrived is counted, is not measured. The heap is collected before each run, so that
 * none pays for what another left. Used by one thread.
 */
public final class Compare implements AutoCloseable {

    private final int rounds;
    private final List<String> only;
    private final Consumer<String> progress;
    private final Allocations allocations = new Allocations();
    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final List<Result> results = new ArrayList<>();

    /**
     * Begins without results.
     *
     * @param rounds how often each contestant is measured, from 1
     * @param only parts of the names of the comparisons and contestants to run; all of them when it is empty. The limit
     *     of a comparison always runs with its others
     * @param progress is told what is being run
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
     * Whether anything of a comparison was asked for, so that what it needs can be left out.
     *
     * @param comparison the contestants
     * @return false when {@link #run} would do nothing
     */
    public boolean wants(Comparison comparison) {
        return !comparison.only(only).isEmpty();
    }

    /**
     * Runs a comparison, or as much of it as was asked for.
     *
     * @param comparison the contestants
     * @throws Exception what a contestant throws
     */
    public void run(Comparison comparison) throws Exception {
        List<Contestant> contestants = comparison.only(only);
        if (contestants.isEmpty()) {
            return;
        }
        Map<String, Long> missing = new HashMap<>();
        Map<String, List<Run>> runs = new HashMap<>();
        for (Contestant contestant : contestants) {
            progress.accept(comparison.name() + ", warm-up: " + contestant.name());
            missing.put(contestant.name(), warmUp(contestant));
            runs.put(contestant.name(), new ArrayList<>());
        }
        for (int round = 1; round <= rounds; round++) {
            for (Contestant contestant : contestants) {
                progress.accept(comparison.name() + ", round " + round + ": " + contestant.name());
                Objects.requireNonNull(runs.get(contestant.name())).add(measured(contestant));
            }
        }
        results.add(result(comparison, contestants, runs, missing));
    }

    /**
     * What has been measured so far.
     *
     * @return the results, in the order of the calls of {@link #run}
     */
    public List<Result> results() {
        return List.copyOf(results);
    }

    /** Ends the reading of allocations. */
    @Override
    public void close() {
        allocations.close();
    }

    private static long warmUp(Contestant contestant) throws Exception {
        try {
            contestant.prepare();
            contestant.run();
            return contestant.records() - contestant.arrived();
        } finally {
            contestant.finish();
        }
    }

    private Run measured(Contestant contestant) throws Exception {
        try {
            contestant.prepare();
            System.gc();
            long allocated = allocations.total();
            long cpu = cpuNanos(contestant);
            long started = System.nanoTime();
            long done = contestant.run();
            long nanos = System.nanoTime() - started;
            return new Run(
                    contestant.records(), done, nanos, cpuNanos(contestant) - cpu, allocations.total() - allocated);
        } finally {
            contestant.finish();
        }
    }

    private long cpuNanos(Contestant contestant) {
        return process.getProcessCpuTime() + contestant.childCpu().toNanos();
    }

    private Result result(
            Comparison comparison,
            List<Contestant> contestants,
            Map<String, List<Run>> runs,
            Map<String, Long> missing) {
        double limitRate = Standing.median(Objects.requireNonNull(runs.get(comparison.limit())), Run::recordsPerSecond);
        return new Result(
                comparison.name(),
                comparison.unit(),
                rounds,
                contestants.stream()
                        .map(contestant -> Standing.of(
                                contestant,
                                contestant.name().equals(comparison.limit()),
                                Objects.requireNonNull(runs.get(contestant.name())),
                                Objects.requireNonNull(missing.get(contestant.name())),
                                limitRate))
                        .toList());
    }
}

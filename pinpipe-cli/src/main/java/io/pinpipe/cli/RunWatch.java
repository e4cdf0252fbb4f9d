package io.pinpipe.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Tells on standard error, while a run is under way, what goes wrong with it: each kept failure once, as soon as it is
 * known, and what is being waited for when nothing is heard of the target. Thread-safe.
 */
final class RunWatch implements AutoCloseable {

    /** How long nothing may be heard before that is said; the next time it is said after four times as long. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int NEXT_TIME = 4;
    private static final long LOOK_MILLIS = 500;

    /**
     * What matters here of a run's report.
     *
     * @param ended events that were acknowledged or have failed
     * @param pending events that were sent and have not ended
     * @param failures messages, in the order in which they came
     */
    record Snapshot(long ended, long pending, List<String> failures) {}

    private final PrintWriter err;
    private final String target;
    private final UnaryOperator<String> redactor;
    private final Supplier<Snapshot> run;
    private final LongSupplier nanoClock;
    private final ScheduledExecutorService looks;
    private int told;
    private long heardOf = -1;
    private long heardAt;
    private long sayAfterNanos;

    RunWatch(
            PrintWriter err,
            String target,
            UnaryOperator<String> redactor,
            Supplier<Snapshot> run,
            LongSupplier nanoClock) {
        this.err = err;
        this.target = target;
        this.redactor = redactor;
        this.run = run;
        this.nanoClock = nanoClock;
        this.looks = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "run-watch");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Watches a run until closed. */
    static RunWatch of(PrintWriter err, TargetOptions target, Supplier<Snapshot> run) {
        RunWatch watch = new RunWatch(err, target.name(), target::redacted, run, System::nanoTime);
        watch.looks.scheduleWithFixedDelay(watch::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return watch;
    }

    /** Says what is new. */
    synchronized void look() {
        Snapshot sight = run.get();
        tell(sight.failures());
        long now = nanoClock.getAsLong();
        if (sight.ended() != heardOf || sight.pending() == 0) {
            heardOf = sight.ended();
            heardAt = now;
            sayAfterNanos = PATIENCE.toNanos();
        } else if (now - heardAt >= sayAfterNanos) {
            sayAfterNanos *= NEXT_TIME;
            err.println(
                    "Waiting for " + target + ": nothing heard of " + sight.pending() + " events for "
                            + TimeUnit.NANOSECONDS.toSeconds(now - heardAt)
                            + " s. It goes on until they reach their deliveryTimeout; the command doctor looks at the way there");
        }
    }

    /** Says what is left to say. */
    @Override
    public void close() {
        looks.shutdownNow();
        synchronized (this) {
            tell(run.get().failures());
        }
    }

    private void tell(List<String> failures) {
        failures.subList(told, failures.size()).forEach(failure -> err.println(redactor.apply(failure)));
        told = failures.size();
    }
}

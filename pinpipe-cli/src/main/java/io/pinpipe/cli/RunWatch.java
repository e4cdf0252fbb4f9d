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
 * Prints problems of a run to standard error while it runs: each kept failure once, as soon as it is known, and what the
 * run waits for when the target is silent. Thread-safe.
 */
final class RunWatch implements AutoCloseable {

    /** How long the target may be silent before that is reported; the next report follows after four times as long. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int NEXT_TIME = 4;
    private static final long LOOK_MILLIS = 500;

    /**
     * The part of a run's report that is watched.
     *
     * @param ended events that were acknowledged or have failed
     * @param pending events that were sent and have not ended
     * @param failures messages, oldest first
     */
    record Snapshot(long ended, long pending, List<String> failures) {}

    private final PrintWriter err;
    private final String target;
    private final UnaryOperator<String> redactor;
    private final Supplier<Snapshot> run;
    private final LongSupplier nanoClock;
    private final ScheduledExecutorService looks;
    private int reported;
    private long endedBefore = -1;
    private long endedAt;
    private long reportAfterNanos;

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

    /** Prints what is new. */
    synchronized void look() {
        Snapshot snapshot = run.get();
        report(snapshot.failures());
        long now = nanoClock.getAsLong();
        if (snapshot.ended() != endedBefore || snapshot.pending() == 0) {
            endedBefore = snapshot.ended();
            endedAt = now;
            reportAfterNanos = PATIENCE.toNanos();
        } else if (now - endedAt >= reportAfterNanos) {
            reportAfterNanos *= NEXT_TIME;
            err.println("Waiting for " + target + ": no response for " + snapshot.pending() + " events in "
                    + TimeUnit.NANOSECONDS.toSeconds(now - endedAt)
                    + " s. The run continues until they reach their deliveryTimeout; the command doctor"
                    + " checks each hop");
        }
    }

    /** Prints the remaining failures. */
    @Override
    public void close() {
        looks.shutdownNow();
        synchronized (this) {
            report(run.get().failures());
        }
    }

    private void report(List<String> failures) {
        failures.subList(reported, failures.size()).forEach(failure -> err.println(redactor.apply(failure)));
        reported = failures.size();
    }
}

package io.pinpipe.cli;

import io.pinpipe.cli.internal.ExitCode;
import io.pinpipe.cli.internal.JsonLine;
import io.pinpipe.replay.Replay;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that sends posts from a database to a target, and reports on the run. */
abstract class RunCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    DatabaseOption database;

    @Mixin
    TargetOptions target;

    @Option(names = "--json", description = "End the output with the report as one line of JSON.")
    private boolean json;

    /** Prints the problems of a run until closed. */
    final RunWatch watch(Supplier<RunSummary> run) {
        return RunWatch.of(spec.commandLine().getErr(), target, () -> {
            Replay.Report now = run.get().counts();
            return new RunWatch.Snapshot(
                    now.sent() - now.pending(), now.pending(), printsFailuresAtOnce() ? now.failures() : List.of());
        });
    }

    /** Whether failures of events are printed while the run continues, rather than at its end. */
    boolean printsFailuresAtOnce() {
        return true;
    }

    /** Prints a run's report and what ended it early, if anything; returns the exit code. */
    final int report(RunSummary summary, @Nullable RuntimeException failure) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Replay.Report counts = summary.counts();
        summary.lines().forEach(out::println);
        if (failure != null) {
            err.println(target.redacted(String.valueOf(failure.getMessage())));
        } else if (!printsFailuresAtOnce()) {
            counts.failures().forEach(message -> err.println(target.redacted(message)));
        }
        if (json) {
            out.println(JsonLine.of(summary.fields()));
        }
        return failure == null && counts.acknowledged() == counts.sent() ? ExitCode.OK : ExitCode.FAILED;
    }
}

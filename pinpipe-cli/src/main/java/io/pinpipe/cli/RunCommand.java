package io.pinpipe.cli;

import io.pinpipe.Publisher;
import io.pinpipe.Run;
import io.pinpipe.SourceException;
import io.pinpipe.cli.internal.CtrlC;
import io.pinpipe.cli.internal.ExitCode;
import io.pinpipe.cli.internal.JsonLine;
import io.pinpipe.replay.CheckpointException;
import io.pinpipe.replay.ReplayException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that sends posts from a database to a target, and reports on the run. */
abstract class RunCommand implements Callable<Integer> {

    /** Removes what shows the progress. */
    interface Display extends AutoCloseable {

        @Override
        void close();
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    DatabaseOption database;

    @Mixin
    TargetOptions target;

    @Option(names = "--json", description = "End the output with the report as one line of JSON.")
    private boolean json;

    /** Waits for the end of a run, or for Ctrl-C, and prints its report; returns the exit code. */
    final int await(Run<?> run, Publisher publisher, Display display) {
        try (CtrlC ctrlC = CtrlC.runs(run::stop, publisher::close)) {
            RuntimeException failure = failure(run, display);
            int code = report(run.report(), failure);
            return ctrlC.isPressed() ? ExitCode.CTRL_C : code;
        }
    }

    /** Returns what ended the run early, or null; throws what kept it from sending. */
    private @Nullable RuntimeException failure(Run<?> run, Display display) {
        RunWatch watch = RunWatch.of(spec.commandLine().getErr(), target, () -> {
            Run.Report now = run.report();
            return new RunWatch.Snapshot(
                    now.sent() - now.pending(), now.pending(), printsFailuresAtOnce() ? now.failures() : List.of());
        });
        try (watch;
                display) {
            run.join();
            return null;
        } catch (SourceException | CheckpointException e) {
            if (run.report().posts() == 0) {
                throw e;
            }
            return e;
        } catch (ReplayException e) {
            return e;
        } catch (OutOfMemoryError e) {
            return new IllegalStateException(
                    "the run stopped because Java ran out of memory: increase the heap, for instance with -Xmx512m"
                            + memoryAdvice(),
                    e);
        }
    }

    /** What else to do when memory runs out; continues a sentence. */
    String memoryAdvice() {
        return "";
    }

    /** Whether failures of events are printed while the run continues, rather than at its end. */
    boolean printsFailuresAtOnce() {
        return true;
    }

    private int report(Run.Report report, @Nullable RuntimeException failure) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        RunSummary summary = new RunSummary(report);
        summary.lines().forEach(out::println);
        if (failure != null) {
            err.println(target.redacted(String.valueOf(failure.getMessage())));
        } else if (!printsFailuresAtOnce()) {
            report.failures().forEach(message -> err.println(target.redacted(message)));
        }
        if (json) {
            out.println(JsonLine.of(summary.fields()));
        }
        return failure == null && report.acknowledged() == report.sent() ? ExitCode.OK : ExitCode.FAILED;
    }
}

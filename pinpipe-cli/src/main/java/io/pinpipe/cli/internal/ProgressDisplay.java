package io.pinpipe.cli.internal;

import java.io.Console;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** The progress of a task: a bar on an interactive terminal, otherwise nothing. */
public interface ProgressDisplay extends AutoCloseable {

    /** The total is unknown, so that only a count can be shown. */
    long WITHOUT_END = -1;

    /**
     * Shows how much is done.
     *
     * @param done units done so far
     */
    void show(long done);

    @Override
    void close();

    /**
     * A display for a task.
     *
     * @param task the task's name
     * @param total its number of units, or {@link #WITHOUT_END}
     * @return the display, already shown
     */
    static ProgressDisplay of(String task, long total) {
        return isWatched() ? new Bar(task, total) : new Silent();
    }

    /** Whether standard input and output are a terminal. */
    @SuppressWarnings("SystemConsoleNull") // null until Java 21, and later releases are asked
    private static boolean isWatched() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // Since Java 22 a console exists without a terminal too.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** A bar on standard error. */
    final class Bar implements ProgressDisplay {

        private final ProgressBar bar;

        private Bar(String task, long total) {
            this.bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(total)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(100)
                    .build();
        }

        @Override
        public void show(long done) {
            bar.stepTo(done);
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /** For non-interactive use. */
    final class Silent implements ProgressDisplay {

        @Override
        public void show(long done) {}

        @Override
        public void close() {}
    }
}

package io.pinpipe.cli;

import io.pinpipe.cli.internal.ProgressDisplay;
import io.pinpipe.replay.Replay;
import org.jspecify.annotations.Nullable;

/** The progress of a replay; the total is known once the database has been queried. */
final class ReplayDisplay implements AutoCloseable {

    private final boolean endless;
    private @Nullable ProgressDisplay display;

    ReplayDisplay(boolean endless) {
        this.endless = endless;
    }

    void show(Replay.Report report) {
        if (display == null) {
            display = ProgressDisplay.of("posts", endless ? ProgressDisplay.WITHOUT_END : report.ahead());
        }
        display.show(report.posts());
    }

    @Override
    public void close() {
        if (display != null) {
            display.close();
        }
    }
}

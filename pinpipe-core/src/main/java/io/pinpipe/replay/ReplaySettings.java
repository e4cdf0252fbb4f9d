package io.pinpipe.replay;

import io.pinpipe.internal.RunClock;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a replay run.
 *
 * @param rate posts a second; null for as fast as the publisher accepts them
 * @param failuresAllowed how many events may fail in a row before none is kept as a dead letter any more
 * @param poll how long to wait for new posts, or null to end after the last one
 */
record ReplaySettings(
        int window,
        Duration checkpointInterval,
        @Nullable Double rate,
        long failuresAllowed,
        @Nullable Duration poll,
        Consumer<Replay.Report> progress,
        RunClock clock) {}

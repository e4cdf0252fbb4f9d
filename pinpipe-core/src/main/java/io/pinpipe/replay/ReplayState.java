package io.pinpipe.replay;

import io.pinpipe.internal.RunClock;
import io.pinpipe.internal.RunStats;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The state of a replay that other threads may query. Thread-safe. */
final class ReplayState {

    private final RunStats stats = new RunStats();
    private final ActionQueue actions = new ActionQueue();
    private final RunClock clock;
    private volatile boolean stopped;
    private volatile @Nullable Long startedAt;
    private volatile @Nullable Long endedAt;
    private volatile @Nullable Long checkpoint;
    private volatile long ahead;

    ReplayState(RunClock clock) {
        this.clock = clock;
    }

    /** Counts the outcomes of events. */
    RunStats stats() {
        return stats;
    }

    /** Receives what the replay's own thread handles. */
    ActionQueue actions() {
        return actions;
    }

    void begin() {
        startedAt = clock.nanoTime();
    }

    void end() {
        endedAt = clock.nanoTime();
    }

    void stop() {
        stopped = true;
        actions.wake();
    }

    boolean isStopped() {
        return stopped;
    }

    void checkpoint(@Nullable Long stored) {
        checkpoint = stored;
    }

    void ahead(long indexes) {
        ahead = indexes;
    }

    Replay.Report report() {
        Long start = startedAt;
        Long end = endedAt;
        long nanos = start == null ? 0 : (end == null ? clock.nanoTime() : end) - start;
        return Replay.Report.of(stats.totals(), ahead, checkpoint, Duration.ofNanos(nanos));
    }
}

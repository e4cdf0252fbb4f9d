package io.pinpipe.replay;

import io.pinpipe.Publisher;
import io.pinpipe.Run;
import io.pinpipe.internal.RunThread;

/** A run of a {@link Replay}. Thread-safe. */
final class ReplayRun implements Run<Replay.Report> {

    private final ReplayState state;
    private final RunThread<Replay.Report> thread;

    ReplayRun(Replay replay, Publisher publisher, String targetName) {
        this.state = new ReplayState(replay.settings.clock());
        this.thread = RunThread.start("pinpipe-replay", () -> run(replay, publisher, targetName));
    }

    @Override
    public Replay.Report join() {
        return thread.join();
    }

    @Override
    public void stop() {
        state.stop();
    }

    @Override
    public Replay.Report report() {
        return state.report();
    }

    private Replay.Report run(Replay replay, Publisher publisher, String targetName) {
        try (CheckpointStore.Lease lease = replay.checkpoints.acquire()) {
            StoredCheckpoint stored = StoredCheckpoint.of(lease, replay.checkpoints, replay.sourceName, targetName);
            try (DeadLetters letters = replay.openDeadLetters()) {
                return new ReplayLoop(replay.source, publisher, letters, stored, replay.settings, state).run();
            }
        }
    }
}

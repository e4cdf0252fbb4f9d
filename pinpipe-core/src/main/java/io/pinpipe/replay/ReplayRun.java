package io.pinpipe.replay;

import io.pinpipe.Publisher;
import io.pinpipe.SourceException;
import io.pinpipe.internal.RunThread;

/**
 * A run of a {@link Replay}, from its start to its report.
 *
 * <p>Ends after the last post, unless the replay {@linkplain Replay.Builder#follow follows} the source, or when it is
 * {@linkplain #stop stopped}. Thread-safe.
 */
public final class ReplayRun {

    private final ReplayState state;
    private final RunThread<ReplayReport> thread;

    ReplayRun(Replay replay, Publisher publisher, String targetName) {
        this.state = new ReplayState(replay.settings.clock());
        this.thread = RunThread.start("pinpipe-replay", () -> run(replay, publisher, targetName));
    }

    /**
     * Waits until everything sent is done and the checkpoint is stored. An interrupt of the caller ends the run early, in good
     * order, and preserves the interrupt flag.
     *
     * @return what was sent, and the outcome
     * @throws ReplayException when an event could neither be delivered nor kept as a dead letter, or when the checkpoint is
     *     above every index of the source and the replay does not {@linkplain Replay.Builder#follow follow} it
     * @throws CheckpointException when the checkpoint is in use by another replay, belongs to another source or target, or
     *     cannot be read or written, or when the dead-letter file cannot be forced to disk
     * @throws SourceException when the source cannot be read; posts sent before are delivered first, and the checkpoint is
     *     stored
     * @throws IllegalArgumentException when the dead-letter file cannot be opened
     */
    public ReplayReport join() {
        return thread.join();
    }

    /**
     * Stops the run: no further post is sent, posts already sent are delivered, the checkpoint is stored, and {@link #join}
     * returns. Does not wait. Idempotent.
     *
     * <p>Delivery takes at most the publisher's delivery timeout. To stop sooner, close the publisher after this call: what
     * cannot be delivered within its close timeout fails with {@link io.pinpipe.Reason#CLOSED}, stays above the
     * checkpoint, and does not count as a failure of the replay.
     */
    public void stop() {
        state.stop();
    }

    /**
     * Returns the progress so far.
     *
     * @return a snapshot
     */
    public ReplayReport report() {
        return state.report();
    }

    private ReplayReport run(Replay replay, Publisher publisher, String targetName) {
        try (CheckpointStore.Lease lease = replay.checkpoints.acquire()) {
            StoredCheckpoint stored = StoredCheckpoint.of(lease, replay.checkpoints, replay.sourceName, targetName);
            try (DeadLetters letters = replay.openDeadLetters()) {
                return new ReplayLoop(replay.source, publisher, letters, stored, replay.settings, state).run();
            }
        }
    }
}

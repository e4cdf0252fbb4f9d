package io.pinpipe.replay;

import io.pinpipe.replay.CheckpointStore.Checkpoint;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A checkpoint in memory. */
final class MemoryCheckpoints implements CheckpointStore {

    private final AtomicBoolean held = new AtomicBoolean();
    private volatile @Nullable Checkpoint checkpoint;

    @Override
    public Lease acquire() {
        if (!held.compareAndSet(false, true)) {
            throw new CheckpointException(
                    "the checkpoint in memory is in use by another replay: wait for it to end, or give each a store of"
                            + " its own",
                    null);
        }
        return new MemoryLease();
    }

    @Override
    public String toString() {
        return "in memory";
    }

    private final class MemoryLease implements Lease {

        private final AtomicBoolean open = new AtomicBoolean(true);

        @Override
        public Optional<Checkpoint> read() {
            return Optional.ofNullable(checkpoint);
        }

        @Override
        public void write(Checkpoint written) {
            checkpoint = written;
        }

        @Override
        public void close() {
            if (open.compareAndSet(true, false)) {
                held.set(false);
            }
        }
    }
}

package io.pinpipe.replay;

import io.pinpipe.replay.CheckpointStore.Checkpoint;
import org.jspecify.annotations.Nullable;

/** The checkpoint of one pair of source and target, in a leased store. Confined to one thread. */
final class StoredCheckpoint {

    private final CheckpointStore.Lease lease;
    private final String place;
    private final String source;
    private final String target;
    private @Nullable Long index;

    private StoredCheckpoint(
            CheckpointStore.Lease lease, String place, String source, String target, @Nullable Long index) {
        this.lease = lease;
        this.place = place;
        this.source = source;
        this.target = target;
        this.index = index;
    }

    /**
     * Reads the stored checkpoint.
     *
     * @throws CheckpointException when it belongs to another pair, or cannot be read
     */
    static StoredCheckpoint of(CheckpointStore.Lease lease, CheckpointStore store, String source, String target) {
        String place = store.toString();
        Checkpoint stored = lease.read().orElse(null);
        if (stored != null
                && !(stored.source().equals(source) && stored.target().equals(target))) {
            throw new CheckpointException(
                    "the checkpoint " + place + " belongs to a replay from '" + stored.source() + "' to '"
                            + stored.target() + "', not from '" + source + "' to '" + target
                            + "': give this replay a checkpoint of its own",
                    null);
        }
        return new StoredCheckpoint(lease, place, source, target, stored == null ? null : stored.index());
    }

    /** The index up to which everything is done, or null when nothing is stored. */
    @Nullable
    Long index() {
        return index;
    }

    /** The name of the source. */
    String source() {
        return source;
    }

    void write(long done) {
        lease.write(new Checkpoint(source, target, done));
        index = done;
    }

    @Override
    public String toString() {
        return place;
    }
}

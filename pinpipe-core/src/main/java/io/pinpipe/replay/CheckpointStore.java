package io.pinpipe.replay;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Stores the checkpoint of one replay.
 *
 * <p>Implementations must guarantee two properties. Only one {@link Lease} is open at a time, across all processes. And
 * {@link Lease#write} is atomic and durable: once it has returned, the checkpoint survives a crash of the process, and
 * a crash during the call leaves either the previous checkpoint or the new one. {@code toString} names the place, for
 * messages. Thread-safe; a lease is confined to one thread.
 */
public interface CheckpointStore {

    /**
     * Acquires the store for one replay.
     *
     * @return a lease; the caller closes it
     * @throws CheckpointException when another lease is open, or the store cannot be reached
     */
    Lease acquire();

    /** Exclusive use of a store until it is closed. */
    interface Lease extends AutoCloseable {

        /**
         * Reads the checkpoint.
         *
         * @return the checkpoint written last, or empty when none was ever written
         * @throws CheckpointException when the content is not a checkpoint, or cannot be read
         */
        Optional<Checkpoint> read();

        /**
         * Replaces the checkpoint.
         *
         * @param checkpoint the new one
         * @throws CheckpointException when it cannot be written; the previous one stays
         */
        void write(Checkpoint checkpoint);

        /** Releases the store. Idempotent. */
        @Override
        void close();
    }

    /**
     * Stores the checkpoint in a file: one line of JSON with the fields {@code pinpipe} (the format version, 1),
     * {@code source}, {@code target} and {@code index}.
     *
     * <p>A new checkpoint is written to {@code FILE.tmp} in the same folder, forced to disk and renamed over the file;
     * then the folder is forced, where the operating system supports it. The lease locks {@code FILE.lock}, which is
     * never deleted; the operating system unlocks it when the process exits, however it exits. A file with other
     * content is rejected and never overwritten. All three files are readable by their owner only, where the file
     * system has permissions.
     *
     * @param file the file; its folder must exist, the file need not
     * @return a store; no file is accessed before it is acquired
     */
    static CheckpointStore file(Path file) {
        return new CheckpointFile(file);
    }

    /**
     * Stores the checkpoint in memory, for as long as the store is referenced.
     *
     * @return an empty store
     */
    static CheckpointStore inMemory() {
        return new MemoryCheckpoints();
    }

    /**
     * The progress of a replay: every event of every post up to an index is done, that is, acknowledged by the target or
     * kept as a dead letter.
     *
     * @param source the name of the source, such as {@code mysql://host:3306/pinterest_data}
     * @param target the name of the target, such as {@code kafka://host:9092 0a1d8948160f}
     * @param index the highest index up to which everything is done
     */
    record Checkpoint(String source, String target, long index) {

        /** Throws {@link NullPointerException} when a name is null. */
        public Checkpoint {
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(target, "target");
        }
    }
}

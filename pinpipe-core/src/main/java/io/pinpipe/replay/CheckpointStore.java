package io.pinpipe.replay;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the checkpoint of one replay is kept.
 *
 * <p>An implementation must hold two promises. Only one {@link Lease} is open at a time, whichever process asks. And
 * {@link Lease#write} is atomic and durable: once it has returned, the checkpoint survives a crash of the process, and a
 * crash in the midst of it leaves the earlier checkpoint or the new one, nothing between. Its {@code toString} names the
 * place, for messages. Thread-safe; a lease is for one thread.
 */
public interface CheckpointStore {

    /**
     * Takes the store for one replay.
     *
     * @return a lease, to be closed by the caller
     * @throws CheckpointException when another lease is open, or the store cannot be reached
     */
    Lease acquire();

    /** A store that is held by one replay, until it is closed. */
    interface Lease extends AutoCloseable {

        /**
         * Reads the checkpoint.
         *
         * @return the checkpoint that was written last, or empty when none was ever written
         * @throws CheckpointException when what is there is no checkpoint, or cannot be read
         */
        Optional<Checkpoint> read();

        /**
         * Replaces the checkpoint.
         *
         * @param checkpoint the new one
         * @throws CheckpointException when it cannot be written; the earlier one stays
         */
        void write(Checkpoint checkpoint);

        /** Gives the store back. A second call has no effect. */
        @Override
        void close();
    }

    /**
     * Keeps the checkpoint in a file: one line of JSON, with the fields {@code pinpipe} (the form, 1), {@code source},
     * {@code target} and {@code index}.
     *
     * <p>A new checkpoint is written to {@code FILE.tmp} in the same folder, forced to the disk, and renamed over the
     * file; then the folder is forced, where the operating system can. The lease locks {@code FILE.lock}, which stays
     * behind; the operating system unlocks it when the process dies, however it does. A file that holds something else
     * is refused and never overwritten. All three can be read by their owner only, where the file system has
     * permissions.
     *
     * @param file the file; its folder must exist, the file need not
     * @return a store; nothing is touched before it is acquired
     */
    static CheckpointStore file(Path file) {
        return new CheckpointFile(file);
    }

    /**
     * Keeps the checkpoint in memory, for as long as the store itself is in use.
     *
     * @return an empty store
     */
    static CheckpointStore inMemory() {
        return new MemoryCheckpoints();
    }
}

package io.pinpipe.source;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A checkpoint in a file. */
final class CheckpointFile implements CheckpointStore {

    /** More than any checkpoint has; a larger file is something else, and not worth reading. */
    private static final long MOST_BYTES = 64 * 1024;

    /** Windows opens no folder for this, and its rename is durable by itself. */
    private static final boolean FOLDERS_CAN_BE_FORCED =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path given;

    CheckpointFile(Path file) {
        this.given = file.toAbsolutePath().normalize();
    }

    @Override
    public Lease acquire() {
        Path file = real(given);
        Path lock = beside(file, ".lock");
        FileChannel channel;
        try {
            channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failed("the lock file " + lock + " cannot be opened", e);
        }
        FileLease lease = new FileLease(file, channel);
        try {
            if (lock(channel) != null) {
                return lease;
            }
        } catch (IOException e) {
            lease.close();
            throw failed("the lock file " + lock + " cannot be locked", e);
        }
        lease.close();
        throw new CheckpointException(
                "the checkpoint " + given + " is held by another replay that runs now: wait for its end, or give this"
                        + " one a checkpoint file of its own",
                null);
    }

    @Override
    public String toString() {
        return given.toString();
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // this process holds it
            return null;
        }
    }

    /** One file has one lock, by whichever path it is reached; a rename must not replace a link. */
    private static Path real(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new CheckpointException("the checkpoint " + file + " is a folder: name a file", null);
            }
            if (Files.exists(file)) {
                return file.toRealPath();
            }
            Path folder = file.getParent();
            return folder == null ? file : folder.toRealPath().resolve(file.getFileName());
        } catch (NoSuchFileException e) {
            throw new CheckpointException("the folder of the checkpoint " + file + " does not exist: create it", e);
        } catch (IOException e) {
            throw new CheckpointException("the checkpoint " + file + " cannot be reached: " + e, e);
        }
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private CheckpointException failed(String what, IOException cause) {
        return new CheckpointException(
                "the checkpoint " + given + " cannot be used: " + what + ": "
                        + cause.getClass().getSimpleName() + " " + cause.getMessage(),
                cause);
    }

    private final class FileLease implements Lease {

        private final Path file;
        private final FileChannel lock;

        FileLease(Path file, FileChannel lock) {
            this.file = file;
            this.lock = lock;
        }

        @Override
        public Optional<Checkpoint> read() {
            try {
                if (!Files.exists(file)) {
                    return Optional.empty();
                }
                if (Files.size(file) > MOST_BYTES) {
                    throw CheckpointJson.foreign(given, "it is too large");
                }
                return Optional.of(CheckpointJson.read(given, Files.readAllBytes(file)));
            } catch (IOException e) {
                throw failed("it cannot be read", e);
            }
        }

        @Override
        public void write(Checkpoint checkpoint) {
            boolean interrupted = Thread.interrupted();
            try {
                while (!isReplacedBy(CheckpointJson.write(checkpoint))) {
                    interrupted |= Thread.interrupted();
                }
            } catch (AtomicMoveNotSupportedException e) {
                throw failed("its file system cannot rename a file in one step, so choose another one", e);
            } catch (IOException e) {
                throw failed("it cannot be written", e);
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        /** False when an interrupt came in between, which closes a channel. */
        private boolean isReplacedBy(byte[] bytes) throws IOException {
            Path next = beside(file, ".tmp");
            try {
                try (FileOutputStream out = new FileOutputStream(next.toFile())) {
                    out.write(bytes);
                    out.getFD().sync();
                }
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
                forceFolder();
                return true;
            } catch (ClosedByInterruptException e) {
                return false;
            }
        }

        private void forceFolder() throws IOException {
            Path folder = file.getParent();
            if (folder != null && FOLDERS_CAN_BE_FORCED) {
                try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                    channel.force(true);
                }
            }
        }

        @Override
        public void close() {
            try {
                lock.close();
            } catch (IOException e) {
                throw failed("its lock cannot be released", e);
            }
        }
    }
}

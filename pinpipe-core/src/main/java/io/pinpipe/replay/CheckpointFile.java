package io.pinpipe.replay;

import io.pinpipe.internal.PrivateFiles;
import io.pinpipe.replay.CheckpointStore.Checkpoint;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A checkpoint in a file. */
final class CheckpointFile implements CheckpointStore {

    /** Far more than any checkpoint takes; a larger file is something else. */
    private static final long MOST_BYTES = 64 * 1024;

    /** Windows cannot open a folder for this, and its rename is durable by itself. */
    private static final boolean FOLDERS_CAN_BE_FORCED =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private static final String LOCK = ".lock";
    private static final String NEXT = ".tmp";

    /**
     * The lock files held by this process, by path and by file key. POSIX releases all locks of a process on a file
     * when the process closes any channel of it, so a held file must not even be opened.
     */
    private static final Set<Object> HELD = new HashSet<>();

    private static final List<FileChannel> KEPT_OPEN = new ArrayList<>();

    private final Path given;

    CheckpointFile(Path file) {
        this.given = file.toAbsolutePath().normalize();
    }

    @Override
    public Lease acquire() {
        Path file = real(given);
        Path lock = beside(file, LOCK);
        synchronized (HELD) {
            try {
                createIfAbsent(lock);
                Set<Object> names = names(lock);
                if (Collections.disjoint(HELD, names)) {
                    FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                    if (isLocked(channel)) {
                        HELD.addAll(names);
                        return new FileLease(file, channel, names);
                    }
                }
            } catch (IOException e) {
                throw failed("the lock file " + lock + " cannot be locked", e);
            }
        }
        throw new CheckpointException(
                "the checkpoint " + given + " is in use by another replay: wait for it to end, or give this"
                        + " one a checkpoint file of its own",
                null);
    }

    /** Returns why a file cannot hold dead letters: the checkpoint itself is written to it, under any name; or null. */
    @Nullable
    String conflict(Path deadLetters) {
        for (String suffix : List.of("", LOCK, NEXT)) {
            if (isSame(beside(real(given), suffix), deadLetters)) {
                return "the dead-letter file " + deadLetters + " belongs to the checkpoint " + given
                        + ": give the dead letters a file of its own";
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return given.toString();
    }

    /** A file that cannot be compared cannot be opened either, which reports the cause. */
    private static boolean isSame(Path one, Path other) {
        try {
            return PrivateFiles.areSame(one, other);
        } catch (IOException e) {
            return false;
        }
    }

    private static void createIfAbsent(Path lock) throws IOException {
        try {
            PrivateFiles.create(lock);
        } catch (FileAlreadyExistsException e) {
            requireRegular(lock, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Opening a pipe would block; a device cannot hold a checkpoint. */
    private static void requireRegular(Path file, LinkOption... options) {
        if (!Files.isRegularFile(file, options)) {
            throw new CheckpointException(
                    "the checkpoint cannot be kept, since " + file + " is not a regular file: remove it, or name"
                            + " another checkpoint",
                    null);
        }
    }

    /** Identifies a lock file, so that a new one under the same path is not mistaken for it. */
    private static Set<Object> names(Path lock) throws IOException {
        Object key = Files.readAttributes(lock, BasicFileAttributes.class).fileKey();
        return key == null ? Set.of(lock) : Set.of(lock, key);
    }

    /** Locks a file; closes the channel when another process holds the lock. */
    private static boolean isLocked(FileChannel channel) throws IOException {
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Locked by this class in another class loader: closing the channel would release that lock.
            KEPT_OPEN.add(channel);
            return false;
        } finally {
            if (!locked && !KEPT_OPEN.contains(channel)) {
                channel.close();
            }
        }
        return locked;
    }

    /** Resolves links: a file has one lock whichever path it is reached by, and a rename must not replace a link. */
    private static Path real(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new CheckpointException("the checkpoint " + file + " is a folder: name a file", null);
            }
            Path real = PrivateFiles.resolve(file);
            if (Files.exists(real)) {
                requireRegular(real);
            }
            return real;
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
        private final Set<Object> names;
        private boolean closed;

        FileLease(Path file, FileChannel lock, Set<Object> names) {
            this.file = file;
            this.lock = lock;
            this.names = names;
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
                throw failed("its file system cannot rename files atomically, so choose another one", e);
            } catch (IOException e) {
                throw failed("it cannot be written", e);
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        /** Returns false after an interrupt, which closes the channel. */
        private boolean isReplacedBy(byte[] bytes) throws IOException {
            Path next = beside(file, NEXT);
            try {
                Files.deleteIfExists(next);
                PrivateFiles.create(next);
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
            synchronized (HELD) {
                if (closed) {
                    return;
                }
                closed = true;
                HELD.removeAll(names);
                try {
                    lock.close();
                } catch (IOException e) {
                    throw failed("its lock cannot be released", e);
                }
            }
        }
    }
}

package io.pinpipe.internal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Creates files that only their owner can read and write, and never through a symbolic link that somebody else has put
 * at their name.
 *
 * <p>Permissions are those of POSIX ({@code rw-------}); where a file system has none, as on Windows, a file gets those
 * of its folder. Thread-safe.
 */
public final class PrivateFiles {

    /** Linux gives up after as many. */
    private static final int MOST_LINKS = 40;

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private PrivateFiles() {}

    /**
     * Follows every symbolic link on the way to a file, also one that leads to nothing yet.
     *
     * @param file a path; the file need not exist, its folder must
     * @return an absolute path without links, of which the same file has only one, hard links apart
     * @throws FileSystemLoopException when its links lead in a circle
     * @throws java.nio.file.NoSuchFileException when its folder does not exist
     * @throws IOException when the way cannot be followed
     */
    public static Path resolve(Path file) throws IOException {
        Path at = file.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(at); links++) {
            if (links == MOST_LINKS) {
                throw new FileSystemLoopException(file.toString());
            }
            at = at.resolveSibling(Files.readSymbolicLink(at));
        }
        Path folder = at.getParent();
        Path name = at.getFileName();
        if (folder == null || name == null || Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
            return at.toRealPath();
        }
        return folder.toRealPath().resolve(name);
    }

    /**
     * Whether two paths name the same file, through symbolic or hard links too; neither file need exist.
     *
     * @param one a path
     * @param other another
     * @return true when what is written to one would change the other
     * @throws IOException when one of the paths cannot be followed, as when its folder does not exist
     */
    public static boolean areSame(Path one, Path other) throws IOException {
        Path first = resolve(one);
        Path second = resolve(other);
        return first.equals(second) || (Files.exists(first) && Files.exists(second) && Files.isSameFile(first, second));
    }

    /**
     * Creates an empty file.
     *
     * @param file a path at which there is nothing, not even a link
     * @throws FileAlreadyExistsException when there is something
     * @throws IOException when it cannot be created
     */
    public static void create(Path file) throws IOException {
        if (hasPermissions(file)) {
            Files.createFile(file, OWNER_ONLY);
        } else {
            Files.createFile(file);
        }
    }

    /**
     * Creates an empty file beside another, under a name that no other process uses, to be filled and then moved over
     * that file in one step.
     *
     * @param file the file that is to be replaced; need not exist, its folder must
     * @return the new file, named {@code NAME.NUMBER.tmp}
     * @throws IOException when it cannot be created
     */
    public static Path createBeside(Path file) throws IOException {
        Path target = resolve(file);
        Path folder = target.getParent();
        if (folder == null) {
            throw new IOException(file + " is the root of a file system: name a file");
        }
        // Java creates temporary files for their owner only, and only where nothing is.
        return Files.createTempFile(folder, target.getFileName() + ".", ".tmp");
    }

    private static boolean hasPermissions(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}

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
 * Creates files that only their owner can read and write, without following symbolic links planted at their name.
 *
 * <p>Permissions are POSIX ({@code rw-------}); on file systems without them, as on Windows, a file inherits those of
 * its folder. Thread-safe.
 */
public final class PrivateFiles {

    /** Linux has the same limit. */
    private static final int MOST_LINKS = 40;

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private PrivateFiles() {}

    /**
     * Resolves every symbolic link on the path to a file, including a dangling one.
     *
     * @param file a path; the file need not exist, its folder must
     * @return an absolute path without links, the same for every path to the file except for hard links
     * @throws FileSystemLoopException when its links form a cycle
     * @throws java.nio.file.NoSuchFileException when its folder does not exist
     * @throws IOException when the path cannot be resolved
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
     * Whether two paths denote the same file, including through symbolic or hard links; neither file need exist.
     *
     * @param one a path
     * @param other another path
     * @return true when writing to one would change the other
     * @throws IOException when a path cannot be resolved, for example because its folder does not exist
     */
    public static boolean areSame(Path one, Path other) throws IOException {
        Path first = resolve(one);
        Path second = resolve(other);
        return first.equals(second) || (Files.exists(first) && Files.exists(second) && Files.isSameFile(first, second));
    }

    /**
     * Creates an empty file.
     *
     * @param file a path at which nothing exists, not even a link
     * @throws FileAlreadyExistsException when something exists there
     * @throws IOException when the file cannot be created
     */
    public static void create(Path file) throws IOException {
        if (hasPermissions(file)) {
            Files.createFile(file, OWNER_ONLY);
        } else {
            Files.createFile(file);
        }
    }

    /**
     * Creates an empty file beside another, under a unique name, to be filled and then renamed over that file
     * atomically.
     *
     * @param file the file to be replaced; need not exist, its folder must
     * @return the new file, named {@code NAME.NUMBER.tmp}
     * @throws IOException when the file cannot be created
     */
    public static Path createBeside(Path file) throws IOException {
        Path target = resolve(file);
        Path folder = target.getParent();
        if (folder == null) {
            throw new IOException(file + " is the root of a file system: name a file");
        }
        // Java creates temporary files for their owner only, and never over an existing file.
        return Files.createTempFile(folder, target.getFileName() + ".", ".tmp");
    }

    private static boolean hasPermissions(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}

package io.pinpipe.spark;

import java.nio.file.Files;
import java.nio.file.Path;

/** Validates where a command is to write on this machine before it computes the output. */
final class OutPath {

    private OutPath() {}

    /**
     * Checks that a path is a folder, or can become one.
     *
     * @throws IllegalArgumentException if it or a folder above it is a file, or is not writable
     */
    static void requireFolder(Path out) {
        requireFolder(out, out);
    }

    /**
     * Checks that a path is a file, or can become one.
     *
     * @throws IllegalArgumentException if it is a folder, a folder above it is a file, or it is not writable
     */
    static void requireFile(Path out) {
        if (Files.isDirectory(out)) {
            throw new IllegalArgumentException("--out " + out + " is a folder: name the file to write");
        }
        if (Files.exists(out) && !Files.isRegularFile(out)) {
            requireWritable(out, out);
        } else {
            Path folder = out.toAbsolutePath().getParent();
            requireFolder(out, folder == null ? out : folder);
        }
    }

    private static void requireFolder(Path out, Path folder) {
        Path existing = folder.toAbsolutePath();
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing)) {
            throw new IllegalArgumentException("--out " + out + " cannot be written, since " + existing
                    + " is a file, not a folder: name another");
        }
        requireWritable(out, existing);
    }

    private static void requireWritable(Path out, Path existing) {
        if (!Files.isWritable(existing)) {
            throw new IllegalArgumentException("--out " + out + " cannot be written, since you may not write to "
                    + existing + ": name another, or get write permission");
        }
    }
}

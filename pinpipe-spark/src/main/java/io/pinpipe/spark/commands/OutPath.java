package io.pinpipe.spark.commands;

import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at where a command is to write on this machine before it computes what. */
final class OutPath {

    private OutPath() {}

    /**
     * Makes sure that a folder is one, or can become one.
     *
     * @throws IllegalArgumentException when it or a folder above it is a file, or may not be written to
     */
    static void requireFolder(Path out) {
        requireFolder(out, out);
    }

    /**
     * Makes sure that a file is one, or can become one.
     *
     * @throws IllegalArgumentException when it is a folder, a folder above it is a file, or it may not be written to
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
                    + " is a file and no folder: name another");
        }
        requireWritable(out, existing);
    }

    private static void requireWritable(Path out, Path existing) {
        if (!Files.isWritable(existing)) {
            throw new IllegalArgumentException("--out " + out + " cannot be written, since you may not write to "
                    + existing + ": name another, or have the right granted");
        }
    }
}

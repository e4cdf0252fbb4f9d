package io.pinpipe.spark.archive;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** Small files on any file system supported by Hadoop, each written atomically where possible. */
final class ObjectStore {

    private final Path root;
    private final FileSystem files;

    private ObjectStore(Path root, FileSystem files) {
        this.root = files.makeQualified(root);
        this.files = files;
    }

    static ObjectStore open(String root, Configuration hadoop) throws IOException {
        Path path = new Path(root);
        return new ObjectStore(path, path.getFileSystem(hadoop));
    }

    /** The store's address, with its scheme. */
    String root() {
        return root.toString();
    }

    /** Checks that the root is a folder, or can become one. */
    void requireFolder() throws IOException {
        try {
            if (files.getFileStatus(root).isFile()) {
                throw new IOException("it is a file, not a folder: name another");
            }
        } catch (FileNotFoundException absent) {
            // Created with its first object.
        }
    }

    /** Writes or replaces an object. */
    void write(String key, byte[] content) throws IOException {
        Path path = new Path(root, key);
        if (files instanceof LocalFileSystem) {
            writeLocally(java.nio.file.Path.of(path.toUri().getPath()), content);
            return;
        }
        // Object stores show an object once its stream is closed; elsewhere a partial file is visible until it is
        // rewritten.
        try (FSDataOutputStream out = files.create(path, true)) {
            out.write(content);
        }
    }

    /** The contents of an object, if it exists. */
    Optional<byte[]> read(String key) throws IOException {
        try (FSDataInputStream in = files.open(new Path(root, key))) {
            return Optional.of(in.readAllBytes());
        } catch (FileNotFoundException absent) {
            return Optional.empty();
        }
    }

    /** Whether a folder or its subfolders contain any object. */
    boolean holdsAny(String folder) throws IOException {
        try {
            return files.listFiles(new Path(root, folder), true).hasNext();
        } catch (FileNotFoundException absent) {
            return false;
        }
    }

    /** Not through Hadoop, whose checksum files can be left beside the contents of another attempt by a kill. */
    private static void writeLocally(java.nio.file.Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        java.nio.file.Path unfinished = file.resolveSibling("." + file.getFileName() + ".unfinished");
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
}

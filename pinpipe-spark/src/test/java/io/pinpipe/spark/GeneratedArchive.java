package io.pinpipe.spark;

import io.pinpipe.testkit.GeneratedPosts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.LongStream;

/** Writes an archive of generated posts, with which the numbers in docs/performance.md are measured. */
final class GeneratedArchive {

    private static final int POSTS_AN_OBJECT = 30_000;

    private GeneratedArchive() {}

    /**
     * Writes an archive with three partitions per topic.
     *
     * @param arguments the folder, the user id, the number of posts
     * @throws IOException if the folder cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]), arguments[1], Long.parseLong(arguments[2]));
    }

    static void write(Path folder, String userId, long size) throws IOException {
        GeneratedPosts posts = GeneratedPosts.of(1, size);
        ArchiveFolder archive = new ArchiveFolder(folder, userId, 3);
        for (long from = 0; from < size; from += POSTS_AN_OBJECT) {
            long to = Math.min(size, from + POSTS_AN_OBJECT);
            archive.addPosts(LongStream.range(from, to).mapToObj(posts::post).toList());
        }
    }
}

package io.pinpipe.spark;

import io.pinpipe.Destinations;
import io.pinpipe.Kind;
import io.pinpipe.Post;
import io.pinpipe.PostEvent;
import io.pinpipe.json.PostJson;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

/** An archive in a local folder, in the layout of the S3 sink connector. Not thread-safe. */
public final class ArchiveFolder {

    private final Path root;
    private final Destinations topics;
    private final Map<Kind, long[]> nextOffsets = new EnumMap<>(Kind.class);

    /**
     * Creates an archive without objects.
     *
     * @param root the folder above {@code topics}
     * @param userId the prefix of the topics
     * @param partitions number of partitions of each topic
     */
    public ArchiveFolder(Path root, String userId, int partitions) {
        this.root = root;
        this.topics = Destinations.topics(userId);
        for (Kind kind : Kind.values()) {
            nextOffsets.put(kind, new long[partitions]);
        }
    }

    /**
     * Adds one object with these records to a partition.
     *
     * @param kind the kind of the topic
     * @param partition the partition, from 0
     * @param records the records' bytes, without line feeds
     * @return the object's file
     * @throws IOException if it cannot be written
     */
    public Path add(Kind kind, int partition, List<byte[]> records) throws IOException {
        return add(kind, partition, records, "");
    }

    /**
     * Adds one compressed object with these records to a partition.
     *
     * @param kind the kind of the topic
     * @param partition the partition, from 0
     * @param records the records' bytes, without line feeds
     * @return the object's file
     * @throws IOException if it cannot be written
     */
    public Path addCompressed(Kind kind, int partition, List<byte[]> records) throws IOException {
        return add(kind, partition, records, ".gz");
    }

    private Path add(Kind kind, int partition, List<byte[]> records, String suffix) throws IOException {
        long[] offsets = Objects.requireNonNull(nextOffsets.get(kind));
        String topic = topics.of(kind);
        Path folder = root.resolve("topics").resolve(topic).resolve("partition=" + partition);
        Files.createDirectories(folder);
        Path file = folder.resolve(
                String.format(Locale.ROOT, "%s+%d+%010d.json%s", topic, partition, offsets[partition], suffix));
        OutputStream stream = Files.newOutputStream(file);
        try (OutputStream out = suffix.isEmpty() ? new BufferedOutputStream(stream) : new GZIPOutputStream(stream)) {
            for (byte[] record : records) {
                out.write(record);
                out.write('\n');
            }
        }
        offsets[partition] += records.size();
        return file;
    }

    /**
     * Adds one object with these records to the first partition of a topic.
     *
     * @param kind the kind of the topic
     * @param records the records as text
     * @return the object's file
     * @throws IOException if it cannot be written
     */
    public Path add(Kind kind, String... records) throws IOException {
        return add(
                kind,
                0,
                Arrays.stream(records)
                        .map(record -> record.getBytes(StandardCharsets.UTF_8))
                        .toList());
    }

    /**
     * Adds posts, one object per partition and kind, distributed to the partitions in turn.
     *
     * @param posts posts with all their parts
     * @throws IOException if an object cannot be written
     */
    public void addPosts(List<Post> posts) throws IOException {
        for (Kind kind : Kind.values()) {
            int partitions = Objects.requireNonNull(nextOffsets.get(kind)).length;
            for (int partition = 0; partition < partitions; partition++) {
                int of = partition;
                List<byte[]> records = posts.stream()
                        .filter(post -> post.index() % partitions == of)
                        .map(post -> PostJson.encode(part(post, kind)))
                        .toList();
                if (!records.isEmpty()) {
                    add(kind, partition, records);
                }
            }
        }
    }

    private static PostEvent part(Post post, Kind kind) {
        return Objects.requireNonNull(
                switch (kind) {
                    case PIN -> post.pin();
                    case GEO -> post.geo();
                    case USER -> post.user();
                });
    }
}

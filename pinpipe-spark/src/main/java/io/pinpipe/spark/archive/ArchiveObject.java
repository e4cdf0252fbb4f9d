package io.pinpipe.spark.archive;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/** The collected records of one object: of one partition, in the order of their offsets. */
final class ArchiveObject {

    private final String topic;
    private final int partition;
    private final long firstOffset;
    private final long endOffset;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

    /**
     * Begins with the record at an offset, and ends before the next multiple of {@code recordsPerObject}, so that the end
     * of an object does not depend on its beginning.
     */
    ArchiveObject(String topic, int partition, long firstOffset, long recordsPerObject) {
        this.topic = topic;
        this.partition = partition;
        this.firstOffset = firstOffset;
        this.endOffset = (firstOffset / recordsPerObject + 1) * recordsPerObject;
    }

    boolean takes(String topic, int partition, long offset) {
        return this.partition == partition && offset < endOffset && this.topic.equals(topic);
    }

    void add(ArchiveLine line) {
        lines.writeBytes(line.json());
        lines.write('\n');
    }

    /** The object's name below the archive's root. */
    String key() {
        return String.format(
                Locale.ROOT,
                "%s/partition=%d/%s+%d+%010d.json",
                folder(topic),
                partition,
                topic,
                partition,
                firstOffset);
    }

    byte[] content() {
        return lines.toByteArray();
    }

    /** The folder of a topic below the archive's root. */
    static String folder(String topic) {
        return "topics/" + topic;
    }
}

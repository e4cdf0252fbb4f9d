package io.pinpipe.spark.archive;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pinpipe.spark.kafka.KafkaTopics;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an archive was started with, kept in its checkpoint. Continuing with anything else would archive records twice, or
 * confuse their offsets with those of other records.
 *
 * @param topics the source of the records
 * @param recordsPerObject the maximum number of offsets in one object
 */
record ArchiveOrigin(KafkaTopics topics, long recordsPerObject) {

    private static final String FILE = "/origin.json";

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Continues an archive by its checkpoint, or starts one.
     *
     * @param checkpoint the checkpoint's folder in the store
     * @param asked the number of records per object, or null for the archive's own or the default
     */
    static ArchiveOrigin resume(ObjectStore store, String checkpoint, KafkaTopics found, @Nullable Long asked)
            throws IOException {
        Optional<byte[]> stored = store.read(checkpoint + FILE);
        boolean begun = store.holdsAny(checkpoint + "/offsets");
        if (stored.isEmpty() || !begun) {
            refuseObjects(store, checkpoint, found);
            ArchiveOrigin origin =
                    new ArchiveOrigin(found, asked == null ? TopicArchive.DEFAULT_RECORDS_PER_OBJECT : asked);
            store.write(checkpoint + FILE, JSON.writeValueAsBytes(origin));
            return origin;
        }
        ArchiveOrigin origin = JSON.readValue(stored.get(), ArchiveOrigin.class);
        origin.require(found, asked, store.root());
        return origin;
    }

    private static void refuseObjects(ObjectStore store, String checkpoint, KafkaTopics found) throws IOException {
        for (String topic : found.ids().keySet()) {
            String folder = ArchiveObject.folder(topic);
            if (store.holdsAny(folder)) {
                throw new IllegalArgumentException("Objects exist in " + store.root() + "/" + folder
                        + ", but their checkpoint " + store.root() + "/" + checkpoint
                        + " is missing, so it is unknown which records they contain: restore it,"
                        + " or archive to another folder");
            }
        }
    }

    private void require(KafkaTopics found, @Nullable Long asked, String root) {
        if (!topics.cluster().equals(found.cluster())) {
            throw new IllegalArgumentException("The archive " + root + " belongs to the Kafka cluster "
                    + topics.cluster() + ", not to " + found.cluster() + ": archive to another folder");
        }
        found.ids().forEach((topic, id) -> {
            if (!id.equals(topics.ids().get(topic))) {
                throw new IllegalArgumentException("The topic " + topic + " was re-created since the archive " + root
                        + " was started, and its offsets start from 0 again: archive to another folder");
            }
        });
        if (asked != null && asked != recordsPerObject) {
            throw new IllegalArgumentException("The archive " + root + " was started with up to " + recordsPerObject
                    + " records per object, not " + asked + ", which cannot be changed: leave the setting out");
        }
    }
}

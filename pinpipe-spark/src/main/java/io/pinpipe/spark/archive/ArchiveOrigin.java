package io.pinpipe.spark.archive;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pinpipe.spark.kafka.KafkaTopics;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an archive was begun with, as its checkpoint says. Going on with anything else would archive records twice, or
 * take offsets for those of other records.
 *
 * @param topics where the records come from
 * @param recordsPerObject how many offsets one object spans at most
 */
record ArchiveOrigin(KafkaTopics topics, long recordsPerObject) {

    private static final String FILE = "/origin.json";

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Goes on with what the checkpoint says, or begins.
     *
     * @param checkpoint the checkpoint's folder in the store
     * @param asked how many records an object is to have, or null for what the archive has, or the default
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
                throw new IllegalArgumentException("Objects lie in " + store.root() + "/" + folder
                        + ", but their checkpoint " + store.root() + "/" + checkpoint
                        + " is missing, so that nothing says which records they hold: bring it back,"
                        + " or archive to another place");
            }
        }
    }

    private void require(KafkaTopics found, @Nullable Long asked, String root) {
        if (!topics.cluster().equals(found.cluster())) {
            throw new IllegalArgumentException("The archive " + root + " is of the Kafka cluster " + topics.cluster()
                    + ", and this one is " + found.cluster() + ": archive it to another place");
        }
        found.ids().forEach((topic, id) -> {
            if (!id.equals(topics.ids().get(topic))) {
                throw new IllegalArgumentException("The topic " + topic + " was made anew since the archive " + root
                        + " began, and counts its records from 0 again: archive it to another place");
            }
        });
        if (asked != null && asked != recordsPerObject) {
            throw new IllegalArgumentException("The archive " + root + " has up to " + recordsPerObject
                    + " records an object, not " + asked + ": that cannot be changed, so leave it out");
        }
    }
}

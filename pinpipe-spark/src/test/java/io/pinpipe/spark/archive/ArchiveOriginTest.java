package io.pinpipe.spark.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinpipe.spark.kafka.KafkaTopics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArchiveOriginTest {

    private static final String CHECKPOINT = "_checkpoint/uid";
    private static final KafkaTopics TOPICS = topics("cluster", "made once");
    private static final byte[] CONTENT = {'\n'};

    @TempDir
    private Path root;

    private ObjectStore store;

    @BeforeEach
    void open() throws IOException {
        store = ObjectStore.open(root.toString(), new Configuration());
    }

    @Test
    void aNewArchiveTakesWhatIsAsked() throws IOException {
        assertThat(resume(TOPICS, 7L).recordsPerObject()).isEqualTo(7);
    }

    @Test
    void aNewArchiveTakesTheDefault() throws IOException {
        assertThat(resume(TOPICS, null).recordsPerObject()).isEqualTo(TopicArchive.DEFAULT_RECORDS_PER_OBJECT);
    }

    @Test
    void anArchiveThatWasBegunKeepsItsNumberOfRecords() throws IOException {
        begin(7L);
        assertThat(resume(TOPICS, null).recordsPerObject()).isEqualTo(7);
    }

    @Test
    void anotherNumberOfRecordsIsRefused() throws IOException {
        begin(7L);
        assertThatThrownBy(() -> resume(TOPICS, 8L))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("up to 7 records per object, not 8");
    }

    @Test
    void anotherClusterIsRefused() throws IOException {
        begin(null);
        assertThatThrownBy(() -> resume(topics("other", "made once"), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("belongs to the Kafka cluster cluster, not to other");
    }

    @Test
    void aTopicThatWasRecreatedIsRefused() throws IOException {
        begin(null);
        assertThatThrownBy(() -> resume(topics("cluster", "made again"), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("uid.pin was re-created");
    }

    @Test
    void objectsWhoseCheckpointHasLostItsOffsetsAreRefused() throws IOException {
        resume(TOPICS, null);
        store.write("topics/uid.pin/partition=0/uid.pin+0+0000000000.json", CONTENT);
        assertThatThrownBy(() -> resume(TOPICS, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("topics/uid.pin")
                .hasMessageContaining(CHECKPOINT + " is missing");
    }

    /** Leaves the state of a run that has recorded its first offsets. */
    private void begin(@Nullable Long recordsPerObject) throws IOException {
        resume(TOPICS, recordsPerObject);
        store.write(CHECKPOINT + "/offsets/0", CONTENT);
        store.write("topics/uid.pin/partition=0/uid.pin+0+0000000000.json", CONTENT);
    }

    private ArchiveOrigin resume(KafkaTopics topics, @Nullable Long recordsPerObject) throws IOException {
        return ArchiveOrigin.resume(store, CHECKPOINT, topics, recordsPerObject);
    }

    private static KafkaTopics topics(String cluster, String id) {
        return new KafkaTopics(cluster, new TreeMap<>(Map.of("uid.pin", id)));
    }
}

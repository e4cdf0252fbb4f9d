package io.pinpipe.spark.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StreamCheckpointTest {

    private static final Origin PINS = new Origin("the Kafka cluster c1", "u.pin", "t1");

    @TempDir
    private java.nio.file.Path folder;

    @Test
    void aCheckpointKeepsItsIdAndAnotherOneHasAnother() {
        StreamCheckpoint begun = resume(PINS);

        assertThat(resume(PINS)).isEqualTo(begun);
        StreamCheckpoint other =
                StreamCheckpoint.resume(new Path(folder.resolve("other").toUri()), PINS, new Configuration(false));
        assertThat(other.id()).isNotEqualTo(begun.id());
    }

    @Test
    void theCheckpointOfAnotherTopicIsRefused() {
        resume(PINS);

        assertThatThrownBy(() -> resume(new Origin(PINS.server(), "u.geo", "t2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(folder.toString(), "belongs to u.pin", "not to u.geo", "another lake");
    }

    @Test
    void theCheckpointOfAnotherServerIsRefused() {
        resume(PINS);

        assertThatThrownBy(() -> resume(new Origin("the Kafka cluster c2", "u.pin", "t1")))
                .hasMessageContainingAll("cluster c1", "cluster c2");
    }

    @Test
    void theCheckpointOfATopicThatWasMadeAnewIsRefused() {
        resume(PINS);

        assertThatThrownBy(() -> resume(new Origin(PINS.server(), "u.pin", "t2")))
                .hasMessageContaining("deleted and re-created");
    }

    @Test
    void aCheckpointThatDoesNotSayWhatItIsOfIsRefused() throws IOException {
        Files.createDirectory(folder.resolve("offsets"));

        assertThatThrownBy(() -> resume(PINS)).hasMessageContaining("does not name its topic or stream");
    }

    private StreamCheckpoint resume(Origin origin) {
        return StreamCheckpoint.resume(new Path(folder.toUri()), origin, new Configuration(false));
    }
}

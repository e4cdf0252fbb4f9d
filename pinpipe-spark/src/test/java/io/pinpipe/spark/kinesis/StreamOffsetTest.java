package io.pinpipe.spark.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class StreamOffsetTest {

    @Test
    void anOffsetIsTheSameAfterItsJson() {
        StreamOffset offset = StreamOffset.of(
                7,
                new TreeMap<>(Map.of(
                        "shardId-000000000000", ShardPosition.after("4959", 17),
                        "shardId-000000000001", ShardPosition.at("4960", 0),
                        "shardId-000000000002", ShardPosition.oldest(5),
                        "shardId-000000000003", ShardPosition.time(Instant.parse("2026-11-21T10:00:00Z"), 9),
                        "shardId-000000000004", ShardPosition.oldest(0).ended())),
                new TreeMap<>(Map.of("shardId-000000000000", 100L, "shardId-000000000001", StreamOffset.UNLIMITED)),
                99);

        StreamOffset read = StreamOffset.parse(offset.json());

        assertThat(read).isEqualTo(offset);
        assertThat(read.shards()).isEqualTo(offset.shards());
        assertThat(read.reads()).isEqualTo(offset.reads());
        assertThat(read.untilMillis()).isEqualTo(99);
        assertThat(read.number()).isEqualTo(7);
    }

    @Test
    void anOffsetNamesTheSequenceNumberOfEachShard() {
        StreamOffset offset =
                StreamOffset.initial(new TreeMap<>(Map.of("shardId-000000000000", ShardPosition.after("4959", 17))));

        assertThat(offset.json()).contains("\"shardId-000000000000\":{\"after\":\"4959\",\"seen\":17}");
    }

    @Test
    void theOffsetOfAnotherSourceIsRefused() {
        assertThatThrownBy(() -> StreamOffset.parse("{\"topic\":{\"0\":5}}")).hasMessageContaining("not an offset");
        assertThatThrownBy(() -> StreamOffset.parse("5")).hasMessageContaining("not an offset");
    }
}

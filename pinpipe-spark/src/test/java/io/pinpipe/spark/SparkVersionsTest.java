package io.pinpipe.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinpipe.Pin;
import io.pinpipe.json.PostJson;
import io.pinpipe.testkit.GeneratedPosts;
import java.io.IOException;
import java.util.Objects;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;

/** Core works with the version of Jackson that Spark provides. */
final class SparkVersionsTest {

    private final ObjectMapper mapper = new ObjectMapper().registerModule(PostJson.module());

    @Test
    void jacksonAndTheKafkaClientAreSparksOwn() {
        assertThat(mapper.version()).hasToString("2.18.12");
        assertThat(AppInfoParser.getVersion()).isEqualTo("3.9.2");
    }

    @Test
    void coreReadsAndWritesWithSparksJackson() throws IOException {
        Pin pin = Objects.requireNonNull(
                GeneratedPosts.classic(1).post(GeneratedPosts.SENTINEL_INDEX).pin());
        byte[] json = PostJson.encode(pin);

        assertThat(mapper.writeValueAsBytes(pin)).isEqualTo(json);
        assertThat(mapper.readValue(json, Pin.class)).isEqualTo(pin);
        assertThat(PostJson.decodePin(json)).isEqualTo(pin);
    }
}

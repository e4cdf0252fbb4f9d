package io.pinpipe.benchmarks.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinpipe.Pin;
import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.json.PostJson;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class JsonCandidatesTest {

    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void theCandidatesWriteTheSame() throws IOException {
        for (Pin pin : GeneratedPins.of(500).distinct()) {
            JsonNode expected = mapper.readTree(PostJson.encode(pin));

            assertThat(mapper.readTree(Databind.encode(pin))).isEqualTo(expected);
            assertThat(mapper.readTree(GsonPins.encode(pin))).isEqualTo(expected);
            assertThat(mapper.readTree(FastjsonPin.encode(FastjsonPin.of(pin)))).isEqualTo(expected);
        }
    }

    @Test
    void theCandidatesReadTheSame() {
        for (Pin pin : GeneratedPins.of(500).distinct()) {
            byte[] json = PostJson.encode(pin);

            assertThat(Databind.decode(json)).isEqualTo(pin);
            assertThat(GsonPins.decode(json)).isEqualTo(pin);
            assertThat(FastjsonPin.decode(json)).isEqualTo(FastjsonPin.of(pin));
        }
    }
}

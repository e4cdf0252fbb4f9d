package io.pinpipe.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.transport.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which responses are parsed as a stream, and which are left to be read in full. */
class StoredOffsetsTest {

    @Test
    void anAnswerInWhichAllAreStoredIsReadWhateverStandsAroundIt() {
        String json =
                "{\"key_schema_id\":null,\"offsets\":[{\"partition\":2,\"offset\":0,\"error_code\":null,\"error\":null},"
                        + "{\"offset\":9007199254740993,\"partition\":0}],\"value_schema_id\":{\"id\":[1]}}\n";

        assertThat(read(json, 2)).containsExactly(Outcome.stored("2", "0"), Outcome.stored("0", "9007199254740993"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing",
                "[]",
                "{}",
                "{\"offsets\":null}",
                "{\"offsets\":[]}",
                "{\"offsets\":[{\"partition\":0,\"offset\":1},{\"partition\":0,\"offset\":2}]}",
                "{\"offsets\":[{\"partition\":0,\"offset\":1}],\"offsets\":[{\"partition\":0,\"offset\":2}]}",
                "{\"offsets\":[{\"partition\":0,\"offset\":1}]} {}",
                "{\"offsets\":[{\"partition\":0,\"offset\":1}]",
                "{\"offsets\":[{\"partition\":0,\"offset\":1},7]}",
                "{\"offsets\":[{\"partition\":0}]}",
                "{\"offsets\":[{\"offset\":1}]}",
                "{\"offsets\":[{\"partition\":0,\"offset\":-1}]}",
                "{\"offsets\":[{\"partition\":0,\"offset\":1.5}]}",
                "{\"offsets\":[{\"partition\":0,\"offset\":\"1\"}]}",
                "{\"offsets\":[{\"partition\":0,\"offset\":9223372036854775808}]}",
                "{\"offsets\":[{\"partition\":0,\"offset\":1,\"offset\":null}]}",
                "{\"offsets\":[{\"partition\":0,\"offset\":1,\"offset\":2}]}",
                "{\"offsets\":[{\"partition\":0,\"offset\":1,\"error_code\":50003}]}",
                "{\"offsets\":[{\"partition\":0,\"offset\":1,\"error_code\":{\"offset\":2}}]}",
            })
    void anythingElseIsLeftToBeLookedAtClosely(String json) {
        assertThat(read(json, 1)).isNull();
    }

    private static @Nullable List<Outcome> read(String json, int records) {
        return StoredOffsets.read(json.getBytes(StandardCharsets.UTF_8), records);
    }
}

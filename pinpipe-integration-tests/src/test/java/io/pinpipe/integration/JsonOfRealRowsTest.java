package io.pinpipe.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinpipe.Kind;
import io.pinpipe.json.PostJson;
import io.pinpipe.testkit.servers.MachineParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonOfRealRowsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({"PIN,", "GEO,timestamp", "USER,date_joined"})
    void everyRowIsReadAndWrittenAgainEqualButForTheFormOfItsDate(Kind kind, String date) throws IOException {
        List<String> rows = rows(kind);
        assertThat(rows).hasSize(224);
        for (String row : rows) {
            ObjectNode expected = (ObjectNode) JSON.readTree(row);
            if (date != null) {
                expected.put(date, expected.get(date).textValue().replace(' ', 'T'));
            }
            JsonNode written = JSON.readTree(PostJson.encode(PostJson.decode(kind, row.getBytes(UTF_8))));
            assertThat(written).isEqualTo(expected);
        }
    }

    private static List<String> rows(Kind kind) throws IOException {
        Path file = Path.of(System.getProperty("pinpipe.project"), "..", "shared", "data", kind.label() + "-224.jsonl");
        MachineParts.require(
                "shared-data", Files.exists(file), "real rows are not part of the project; put them at " + file);
        return Files.readAllLines(file);
    }
}

package io.pinpipe.benchmarks.cleaning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinpipe.Geo;
import io.pinpipe.Pin;
import io.pinpipe.Post;
import io.pinpipe.User;
import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.clean.CleanGeo;
import io.pinpipe.clean.CleanPin;
import io.pinpipe.clean.CleanUser;
import io.pinpipe.clean.Cleaned.Kept;
import io.pinpipe.clean.PostCleaner;
import io.pinpipe.testkit.GeneratedPosts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CleaningCandidatesTest {

    private static final int PINS = 10_000;

    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void recordsBecomeTheSame() {
        for (Post post : GeneratedPosts.of(1, 2_000)) {
            Pin pin = Objects.requireNonNull(post.pin());
            Geo geo = Objects.requireNonNull(post.geo());
            User user = Objects.requireNonNull(post.user());
            CleanPin cleanPin = ((Kept<CleanPin>) new PostCleaner().clean(pin)).value();
            CleanUser cleanUser = ((Kept<CleanUser>) new PostCleaner().clean(user)).value();

            assertThat(RegexCleaning.clean(pin)).isEqualTo(cleanPin);
            assertThat(CompiledRegexCleaning.clean(pin)).isEqualTo(cleanPin);
            assertThat(RegexCleaning.clean(user)).isEqualTo(cleanUser);
            assertThat(CompiledRegexCleaning.clean(user)).isEqualTo(cleanUser);
            assertThat(RegexCleaning.clean(geo)).isEqualTo(((Kept<CleanGeo>) new PostCleaner().clean(geo)).value());
        }
    }

    @Test
    void filesBecomeTheSame() throws Exception {
        try (PinFile file = new PinFile(GeneratedPins.of(PINS))) {
            DuckDbFile duckDb = new DuckDbFile(file);
            CleanCommandFile command = new CleanCommandFile(file);

            assertThat(duckDb.run()).isEqualTo(PINS);
            assertThat(command.run()).isEqualTo(PINS);

            assertThat(lines(file.clean("duckdb"))).containsExactlyInAnyOrderElementsOf(lines(file.clean("pinpipe")));
            assertThat(duckDb.arrived()).isEqualTo(command.arrived()).isEqualTo(PINS);
        }
    }

    @Test
    void aTableOfDuckDbHoldsAsManyPinsAsAskedFor() throws SQLException {
        try (DuckDbTable table = new DuckDbTable(GeneratedPins.of(100).distinct(), 250)) {
            assertThat(table.run()).isEqualTo(250);
        }
    }

    private List<JsonNode> lines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(this::tree).toList();
        }
    }

    private JsonNode tree(String line) {
        try {
            return mapper.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.pinpipe.integration.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinpipe.Kind;
import io.pinpipe.PostEvent;
import io.pinpipe.clean.CleaningSummary;
import io.pinpipe.clean.JsonLinesCleaner;
import io.pinpipe.json.Decoded;
import io.pinpipe.json.PostJson;
import io.pinpipe.json.RecordDecoder;
import io.pinpipe.testkit.GeneratedPosts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A million records and lines with damage. */
@Tag("scale")
class MutatedRecordsTest {

    private static final long SEED = 20_261_130;
    private static final int INPUTS_A_KIND = 170_000;
    private static final int LINES_AT_ONCE = 10_000;
    private static final int EVENTS = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<Kind, List<String>> COLUMNS = Map.of(
            Kind.PIN,
                    List.of(
                            "ind",
                            "unique_id",
                            "title",
                            "description",
                            "follower_count",
                            "poster_name",
                            "tag_list",
                            "is_image_or_video",
                            "image_src",
                            "save_location",
                            "category"),
            Kind.GEO, List.of("ind", "country", "coordinates", "timestamp"),
            Kind.USER, List.of("ind", "user_name", "age", "date_joined"));

    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Set<String> DATES = Set.of("timestamp", "date_joined");

    private static final Map<String, Set<String>> SENTINELS = Map.of(
            "title", Set.of("No Title Data Available", ""),
            "description", Set.of("No description available", "No description available Story format", ""),
            "poster_name", Set.of("User Info Error", ""),
            "tag_list", Set.of("N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e", ""),
            "image_src", Set.of("Image src error.", "Image src error"));

    private final Mutations mutations = new Mutations(SEED);

    private static List<byte[]> records(Kind kind) {
        return GeneratedPosts.of(SEED, EVENTS).stream()
                .flatMap(post -> post.events().stream())
                .filter(event -> event.kind() == kind)
                .map(PostJson::encode)
                .toList();
    }

    private static byte[] wrapped(byte[] record, int number) {
        String text = new String(record, StandardCharsets.UTF_8);
        return switch (number % 8) {
            case 0 -> Exchange.utf8("{\"value\":" + text + "}");
            case 1 -> Exchange.utf8("[{\"value\":" + text + "}]");
            case 2 -> Base64.getEncoder().encode(record);
            default -> record;
        };
    }

    @ParameterizedTest
    @EnumSource
    void aDamagedRecordIsDecodedAlikeEachTimeAndHoldsNothingThatDidNotStandThere(Kind kind) {
        List<byte[]> records = records(kind);
        int events = 0;
        for (int number = 0; number < INPUTS_A_KIND; number++) {
            byte[] record = mutations.of(wrapped(records.get(number % records.size()), number));
            Decoded decoded = RecordDecoder.decode(kind, record);
            if (number % 10 == 0) {
                assertThat(RecordDecoder.decode(kind, record)).isEqualTo(decoded);
                assertThat(RecordDecoder.decode(record)).isNotNull();
            }
            if (decoded instanceof Decoded.Event event) {
                events++;
                assertThat(event.event().kind()).isEqualTo(kind);
                if (number % 8 > 2) {
                    assertStandsThere(event.event(), record, number);
                }
            }
        }
        assertThat(events).as("records that could be decoded").isBetween(INPUTS_A_KIND / 20, INPUTS_A_KIND - 1);
    }

    /** Each text and number of an event is one of the record, by a reader of another kind. */
    private static void assertStandsThere(PostEvent event, byte[] record, int number) {
        try {
            JsonNode root = JSON.readTree(record);
            for (Map.Entry<String, JsonNode> field :
                    JSON.readTree(PostJson.encode(event)).properties()) {
                JsonNode there = root.path(field.getKey());
                boolean isText = field.getValue().isTextual() && !DATES.contains(field.getKey());
                boolean same = field.getValue().isNull()
                        ? there.isNull() || there.isMissingNode()
                        : !isText || there.asText().equals(field.getValue().asText());
                require(!root.isObject() || same, "input " + number + ", " + field);
            }
        } catch (IOException e) {
            // Not plain JSON, such as base64 of it.
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofDamagedLinesEachIsKeptOrDroppedAndWhatIsKeptIsClean(Kind kind) throws IOException {
        List<byte[]> records = records(kind);
        for (int from = 0; from < INPUTS_A_KIND; from += LINES_AT_ONCE) {
            ByteArrayOutputStream lines = new ByteArrayOutputStream();
            long count = 0;
            for (int number = from; number < from + LINES_AT_ONCE; number++) {
                byte[] line = mutations.of(wrapped(records.get(number % records.size()), number));
                lines.writeBytes(line);
                lines.write('\n');
                count += countLines(line);
            }
            assertCleaned(kind, lines.toByteArray(), count);
        }
    }

    private static void assertCleaned(Kind kind, byte[] input, long count) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        ByteArrayOutputStream dropped = new ByteArrayOutputStream();
        CleaningSummary summary = clean(kind, 1, input, kept, dropped);
        ByteArrayOutputStream keptAgain = new ByteArrayOutputStream();
        ByteArrayOutputStream droppedAgain = new ByteArrayOutputStream();
        clean(kind, 3, input, keptAgain, droppedAgain);

        assertThat(Arrays.equals(keptAgain.toByteArray(), kept.toByteArray()))
                .as("kept alike by three threads")
                .isTrue();
        assertThat(Arrays.equals(droppedAgain.toByteArray(), dropped.toByteArray()))
                .as("dropped alike by three threads")
                .isTrue();
        String[] rows = kept.toString(StandardCharsets.UTF_8).split("\n", -1);
        long keptRows = rows.length - 1L;
        long droppedRows = dropped.toString(StandardCharsets.UTF_8).lines().count();
        assertThat(keptRows + droppedRows).as("of %s lines, %s", count, summary).isEqualTo(count);
        assertThat(keptRows).as("kept rows").isPositive();
        for (int row = 0; row < keptRows; row++) {
            assertClean(kind, rows[row]);
        }
    }

    private static CleaningSummary clean(
            Kind kind, int threads, byte[] input, ByteArrayOutputStream kept, ByteArrayOutputStream dropped)
            throws IOException {
        return JsonLinesCleaner.builder(kind)
                .keepDuplicates(true)
                .threads(threads)
                .build()
                .clean(new ByteArrayInputStream(input), kept, dropped);
    }

    /** How many lines a damaged one has become, without those that are blank. */
    private static long countLines(byte[] line) {
        return Arrays.stream(new String(line, StandardCharsets.ISO_8859_1).split("\n", -1))
                .filter(part -> !isBlank(part.getBytes(StandardCharsets.ISO_8859_1)))
                .count();
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    private static void assertClean(Kind kind, String line) throws IOException {
        JsonNode row = JSON.readTree(line);
        List<String> columns = new ArrayList<>();
        row.fieldNames().forEachRemaining(columns::add);
        require(columns.equals(COLUMNS.get(kind)) && row.path("ind").isIntegralNumber(), line);
        switch (kind) {
            case PIN -> assertCleanPin(row, line);
            case GEO -> assertCleanGeo(row, line);
            case USER -> assertCleanUser(row, line);
        }
    }

    private static void assertCleanPin(JsonNode row, String line) {
        require(UUID.matcher(row.path("unique_id").asText()).matches(), line);
        JsonNode followers = row.path("follower_count");
        require(followers.isNull() || (followers.isIntegralNumber() && followers.asLong() >= 0), line);
        SENTINELS.forEach((column, sentinels) ->
                require(!sentinels.contains(row.path(column).asText().strip()), line));
        require(!row.path("save_location").asText().startsWith("Local save in "), line);
    }

    private static void assertCleanGeo(JsonNode row, String line) {
        JsonNode coordinates = row.path("coordinates");
        require(coordinates.size() == 2, line);
        require(Math.abs(coordinates.get(0).asDouble(Double.NaN)) <= 90, line);
        require(Math.abs(coordinates.get(1).asDouble(Double.NaN)) <= 180, line);
        require(LocalDateTime.parse(row.path("timestamp").asText()).getNano() >= 0, line);
    }

    private static void assertCleanUser(JsonNode row, String line) {
        require(!row.path("user_name").asText().isBlank() && row.path("age").canConvertToInt(), line);
        require(LocalDateTime.parse(row.path("date_joined").asText()).getNano() >= 0, line);
    }

    /** Like an assertion, but cheap enough for a million calls. */
    private static void require(boolean condition, String input) {
        if (!condition) {
            throw new AssertionError("seed " + SEED + ": " + input);
        }
    }
}

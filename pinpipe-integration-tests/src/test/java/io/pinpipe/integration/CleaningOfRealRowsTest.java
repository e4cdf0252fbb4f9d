package io.pinpipe.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinpipe.Geo;
import io.pinpipe.Pin;
import io.pinpipe.User;
import io.pinpipe.clean.CleanEvent;
import io.pinpipe.clean.CleanGeo;
import io.pinpipe.clean.CleanGeo.CoordinateOrder;
import io.pinpipe.clean.CleanGeo.Coordinates;
import io.pinpipe.clean.CleanPin;
import io.pinpipe.clean.CleanUser;
import io.pinpipe.clean.Cleaned;
import io.pinpipe.clean.Cleaned.Kept;
import io.pinpipe.clean.PostCleaner;
import io.pinpipe.testkit.servers.MachineParts;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Expected rows are computed here from the documented rules, field by field, without the project's cleaning code. */
class CleaningOfRealRowsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter WITH_A_BLANK = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final PostCleaner cleaner = new PostCleaner();

    @Test
    void allRowsOfEachKindAreKept() throws IOException {
        assertThat(rows("pin").stream().map(row -> cleaner.clean(pin(row))))
                .hasSize(224)
                .allMatch(Kept.class::isInstance);
        assertThat(rows("geo").stream().map(row -> cleaner.clean(geo(row))))
                .hasSize(224)
                .allMatch(Kept.class::isInstance);
        assertThat(rows("user").stream().map(row -> cleaner.clean(user(row))))
                .hasSize(224)
                .allMatch(Kept.class::isInstance);
    }

    @Test
    void aTitleIsNullWhereThereIsNone() throws IOException {
        for (JsonNode row : rows("pin")) {
            assertThat(cleanPin(row).title())
                    .isEqualTo(unless(row, "title", Set.of("No Title Data Available", "", "None", "null")));
        }
    }

    @Test
    void aDescriptionIsNullWhereThereIsNoneInEitherWording() throws IOException {
        Set<String> missing =
                Set.of("No description available Story format", "No description available", "", "None", "null");
        for (JsonNode row : rows("pin")) {
            assertThat(cleanPin(row).description()).isEqualTo(unless(row, "description", missing));
        }
    }

    @Test
    void aPosterNameIsNullWhereThereIsNoneAndKeepsItsSpaces() throws IOException {
        for (JsonNode row : rows("pin")) {
            assertThat(cleanPin(row).posterName())
                    .isEqualTo(unless(row, "poster_name", Set.of("User Info Error", "", "None", "null")));
        }
    }

    @Test
    void aFollowerCountIsAWholeNumberOrNull() throws IOException {
        for (JsonNode row : rows("pin")) {
            assertThat(cleanPin(row).followerCount()).isEqualTo(followers(text(row, "follower_count")));
        }
    }

    @Test
    void aTagListIsNullWhereThereIsNone() throws IOException {
        Set<String> missing = Set.of("N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e", "", "None", "null");
        for (JsonNode row : rows("pin")) {
            assertThat(cleanPin(row).tagList()).isEqualTo(unless(row, "tag_list", missing));
        }
    }

    @Test
    void anImageAddressIsNullWhereThereIsNone() throws IOException {
        for (JsonNode row : rows("pin")) {
            boolean failed = row.get("downloaded").intValue() == 0;
            assertThat(cleanPin(row).imageSrc()).isEqualTo(failed ? null : text(row, "image_src"));
        }
    }

    @Test
    void aSaveLocationIsThePathOfTheCategory() throws IOException {
        for (JsonNode row : rows("pin")) {
            assertThat(cleanPin(row).saveLocation()).isEqualTo("/data/" + text(row, "category"));
        }
    }

    @Test
    void theOtherFieldsOfAPinAreAsTheyWere() throws IOException {
        for (JsonNode row : rows("pin")) {
            CleanPin clean = cleanPin(row);
            assertThat(clean.index()).isEqualTo(row.get("index").longValue());
            assertThat(clean.uniqueId()).isEqualTo(text(row, "unique_id"));
            assertThat(clean.isImageOrVideo()).isEqualTo(text(row, "is_image_or_video"));
            assertThat(clean.category()).isEqualTo(text(row, "category"));
        }
    }

    @Test
    void aPlaceIsItsCoordinatesInTheOrderAskedFor() throws IOException {
        for (JsonNode row : rows("geo")) {
            double latitude = row.get("latitude").doubleValue();
            double longitude = row.get("longitude").doubleValue();
            LocalDateTime timestamp = LocalDateTime.parse(text(row, "timestamp"), WITH_A_BLANK);
            long ind = row.get("ind").longValue();
            assertThat(value(cleaner.clean(geo(row))))
                    .isEqualTo(
                            new CleanGeo(ind, text(row, "country"), new Coordinates(latitude, longitude), timestamp));
            assertThat(value(new PostCleaner(CoordinateOrder.LONG_LAT).clean(geo(row))))
                    .isEqualTo(
                            new CleanGeo(ind, text(row, "country"), new Coordinates(longitude, latitude), timestamp));
        }
    }

    @Test
    void aUserHasOneName() throws IOException {
        for (JsonNode row : rows("user")) {
            assertThat(value(cleaner.clean(user(row))))
                    .isEqualTo(new CleanUser(
                            row.get("ind").longValue(),
                            text(row, "first_name") + " " + text(row, "last_name"),
                            row.get("age").intValue(),
                            LocalDateTime.parse(text(row, "date_joined"), WITH_A_BLANK)));
        }
    }

    private static @Nullable String unless(JsonNode row, String field, Set<String> missing) {
        String text = text(row, field);
        return missing.contains(text.strip()) ? null : text;
    }

    private static @Nullable Long followers(String text) {
        if (text.equals("User Info Error")) {
            return null;
        }
        String digits = text.substring(0, text.length() - 1);
        return switch (text.charAt(text.length() - 1)) {
            case 'k' -> new BigDecimal(digits).movePointRight(3).longValueExact();
            case 'M' -> new BigDecimal(digits).movePointRight(6).longValueExact();
            default -> Long.valueOf(text);
        };
    }

    private CleanPin cleanPin(JsonNode row) {
        return value(cleaner.clean(pin(row)));
    }

    private static <T extends CleanEvent> T value(Cleaned<T> cleaned) {
        assertThat(cleaned).isInstanceOf(Kept.class);
        return ((Kept<T>) cleaned).value();
    }

    private static List<JsonNode> rows(String kind) throws IOException {
        Path file = Path.of(System.getProperty("pinpipe.project", ".."), "..", "shared", "data", kind + "-224.jsonl");
        MachineParts.require(
                "shared-data", Files.exists(file), "real rows are not part of the project; put them at " + file);
        try (var lines = Files.lines(file)) {
            return lines.map(CleaningOfRealRowsTest::parse).toList();
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    private static String text(JsonNode row, String field) {
        return row.get(field).textValue();
    }

    private static Pin pin(JsonNode row) {
        return new Pin(
                row.get("index").longValue(),
                text(row, "unique_id"),
                text(row, "title"),
                text(row, "description"),
                text(row, "poster_name"),
                text(row, "follower_count"),
                text(row, "tag_list"),
                text(row, "is_image_or_video"),
                text(row, "image_src"),
                row.get("downloaded").intValue(),
                text(row, "save_location"),
                text(row, "category"));
    }

    private static Geo geo(JsonNode row) {
        return new Geo(
                row.get("ind").longValue(),
                LocalDateTime.parse(text(row, "timestamp"), WITH_A_BLANK),
                row.get("latitude").doubleValue(),
                row.get("longitude").doubleValue(),
                text(row, "country"));
    }

    private static User user(JsonNode row) {
        return new User(
                row.get("ind").longValue(),
                text(row, "first_name"),
                text(row, "last_name"),
                row.get("age").intValue(),
                LocalDateTime.parse(text(row, "date_joined"), WITH_A_BLANK));
    }
}

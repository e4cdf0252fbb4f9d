package io.pinpipe.clean;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinpipe.Geo;
import io.pinpipe.Kind;
import io.pinpipe.Pin;
import io.pinpipe.PostEvent;
import io.pinpipe.User;
import io.pinpipe.clean.Cleaned.Dropped;
import io.pinpipe.clean.Cleaned.Kept;
import io.pinpipe.clean.Cleaned.Note;
import io.pinpipe.internal.CleanJson;
import io.pinpipe.json.Decoded;
import io.pinpipe.json.Decoded.Failed;
import io.pinpipe.json.PostJson;
import io.pinpipe.json.RecordDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Compares the tables of {@code docs/cleaning.md} with the code, and their examples with its results. */
class CleaningDocumentTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern QUOTED = Pattern.compile("`(\"[^`]*\")`");
    private static final LocalDateTime WHEN = LocalDateTime.of(2020, 8, 28, 3, 52, 47);

    @Test
    void theTableOfRulesListsEveryRuleInItsOrder() throws IOException {
        assertThat(table("kind", "field", "rule").stream().map(row -> String.join(" ", row.subList(0, 4))))
                .containsExactlyElementsOf(Arrays.stream(CleaningRule.values())
                        .map(rule -> String.join(
                                " ",
                                rule.kind().label(),
                                rule.field(),
                                rule.label(),
                                rule.effect().name()))
                        .toList());
    }

    @Test
    void theTableOfRulesListsEverySentinel() throws IOException {
        for (List<String> row : table("kind", "field", "rule")) {
            List<String> listed = new ArrayList<>();
            Matcher matcher = QUOTED.matcher(row.get(4));
            while (matcher.find()) {
                listed.add(JSON.readTree(matcher.group(1)).textValue());
            }
            assertThat(listed).as(row.toString()).isEqualTo(rule(row).sentinels());
        }
    }

    @Test
    void theExamplesOfTheRulesAreWhatTheCleanersDo() throws IOException {
        for (List<String> row : table("kind", "field", "rule")) {
            CleaningRule rule = rule(row);
            Cleaned<?> cleaned = new PostCleaner().clean(raw(rule, json(row.get(5))));
            if (row.get(6).equals("dropped")) {
                assertThat(cleaned).as(row.toString()).isInstanceOf(Dropped.class);
                assertThat(((Dropped<?>) cleaned).note().rule()).isEqualTo(rule);
            } else {
                assertThat(cleaned).as(row.toString()).isInstanceOf(Kept.class);
                Kept<?> kept = (Kept<?>) cleaned;
                assertThat(kept.notes()).extracting(Note::rule).containsExactly(rule);
                assertThat(JSON.readTree(CleanJson.encode(kept.value())).get(rule.field()))
                        .isEqualTo(json(row.get(6)));
            }
        }
    }

    @Test
    void theTableOfColumnsHasThemInTheOrderOfTheirJson() throws IOException {
        Map<String, String> columns = new TreeMap<>();
        for (Kind kind : Kind.values()) {
            Kept<?> kept = (Kept<?>) new PostCleaner().clean(unremarkable(kind));
            List<String> names = new ArrayList<>();
            JSON.readTree(CleanJson.encode(kept.value())).fieldNames().forEachRemaining(names::add);
            columns.put(kind.label(), "`" + String.join(", ", names) + "`");
        }

        assertThat(table("kind", "columns, in order").stream()
                        .collect(Collectors.toMap(row -> row.get(0), row -> row.get(1))))
                .isEqualTo(columns);
    }

    @Test
    void theTableOfReasonsListsEveryReasonWithAnExample() throws IOException {
        List<List<String>> rows = table("reason", "what it is");

        assertThat(rows)
                .extracting(row -> row.get(0))
                .containsExactlyElementsOf(Arrays.stream(Decoded.Failure.values())
                        .map(failure -> "`" + failure.label() + "`")
                        .toList());
        for (List<String> row : rows) {
            String example = row.get(2).replace("`", "");
            if (!row.get(0).equals("`too-long`")) {
                assertThat(RecordDecoder.decode(Kind.PIN, example.getBytes(StandardCharsets.UTF_8)))
                        .isInstanceOfSatisfying(
                                Failed.class,
                                failed -> assertThat("`" + failed.reason().label() + "`")
                                        .isEqualTo(row.get(0)));
            }
        }
    }

    @Test
    void theFiguresAreThoseOfTheCode() throws IOException {
        assertThat(document())
                .contains(String.format(Locale.ROOT, "more than %,d bytes", JsonLinesCleaner.MAX_LINE_BYTES))
                .contains(String.format(Locale.ROOT, "up to %d MiB", JsonLinesCleaner.MAX_LINE_BYTES >> 20));
    }

    private static CleaningRule rule(List<String> row) {
        return Arrays.stream(CleaningRule.values())
                .filter(rule -> rule.field().equals(row.get(1)) && rule.label().equals(row.get(2)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(row));
    }

    /** An ordinary event with the example in its field or fields. */
    private static PostEvent raw(CleaningRule rule, JsonNode example) throws IOException {
        ObjectNode event = (ObjectNode) JSON.readTree(PostJson.encode(unremarkable(rule.kind())));
        if (example.isObject()) {
            event.setAll((ObjectNode) example);
        } else {
            event.set(rule.field(), example);
        }
        return PostJson.decode(rule.kind(), event);
    }

    private static PostEvent unremarkable(Kind kind) {
        return switch (kind) {
            case PIN ->
                new Pin(
                        1,
                        "fbe53c66-3442-4773-b19e-d3ec6f54dddf",
                        "T",
                        "D",
                        "P",
                        "5",
                        "a",
                        "image",
                        "i",
                        1,
                        "/data/art",
                        "art");
            case GEO -> new Geo(1, WHEN, 1.5, 2.5, "Albania");
            case USER -> new User(1, "Abigail", "Ali", 20, WHEN);
        };
    }

    private static JsonNode json(String cell) throws IOException {
        return JSON.readTree(cell.substring(1, cell.length() - 1));
    }

    /** Returns the rows of the table with this heading, as stripped cells. */
    private static List<List<String>> table(String... heading) throws IOException {
        String start = "| " + String.join(" | ", heading) + " |";
        List<List<String>> rows = document()
                .lines()
                .dropWhile(line -> !line.startsWith(start))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
        assertThat(rows).as(start).isNotEmpty();
        return rows;
    }

    private static String document() throws IOException {
        return Files.readString(Path.of(System.getProperty("pinpipe.project", ".."), "docs", "cleaning.md"));
    }
}

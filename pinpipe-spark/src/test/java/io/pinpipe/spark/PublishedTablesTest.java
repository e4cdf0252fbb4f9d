package io.pinpipe.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinpipe.Kind;
import io.pinpipe.testkit.servers.MachineParts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** From the rows of one published implementation, the commands compute the nine tables that it published. */
@ExtendWith(SharedSpark.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PublishedTablesTest {

    private static final Path SHARED = Path.of(System.getProperty("pinpipe.project", ".."), "..", "shared", "data");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String USER_ID = "0a1d8948160f";

    private Path folder;

    @BeforeAll
    void theRowsAreCleanAndTheQuestionsAnswered(@TempDir Path temp) throws IOException {
        folder = temp;
        MachineParts.require(
                "shared-data",
                Files.exists(SHARED.resolve("published-tables-224.json")),
                "real rows are not part of the project; put them at " + SHARED);
        ArchiveFolder archive = new ArchiveFolder(folder, USER_ID, 3);
        for (Kind kind : Kind.values()) {
            List<String> lines = Files.readAllLines(SHARED.resolve(kind.label() + "-224.jsonl"));
            for (int partition = 0; partition < 3; partition++) {
                List<byte[]> records = new ArrayList<>();
                for (int line = partition; line < lines.size(); line += 3) {
                    records.add(lines.get(line).getBytes(StandardCharsets.UTF_8));
                }
                archive.add(kind, partition, records);
            }
        }
        Path lake = folder.resolve("lake");
        CommandRun clean = CommandRun.of("clean", "--in", folder, "--user-id", USER_ID, "--out", lake);
        assertThat(clean).as(clean.toString()).extracting(CommandRun::exitCode).isEqualTo(0);
        analyse("all", "all", "all");
        analyse("first", "first", "top");
        analyse("top", "all", "top");
    }

    private void analyse(String name, String ties, String groups) {
        CommandRun run = CommandRun.of(
                "analyse",
                "--in",
                folder.resolve("lake"),
                "--user-id",
                USER_ID,
                "--median",
                "lower",
                "--ties",
                ties,
                "--groups",
                groups,
                "--format",
                "json",
                "--out",
                folder.resolve(name));
        assertThat(run).as(run.toString()).extracting(CommandRun::exitCode).isEqualTo(0);
    }

    @Test
    void allCategoriesOfEachCountry() throws IOException {
        assertThat(rows("all", "q1", "country", "category", "category_count"))
                .containsExactlyInAnyOrderElementsOf(published(0, 0, 1, 2));
    }

    @Test
    void allCategoriesOfEachYear() throws IOException {
        assertThat(rows("all", "q2", "post_year", "category", "category_count"))
                .containsExactlyInAnyOrderElementsOf(published(1, 0, 1, 2));
    }

    @Test
    void theMostFollowersInEachCountry() throws IOException {
        assertThat(rows("first", "q3-users", "country", "follower_count"))
                .containsExactlyInAnyOrderElementsOf(published(2, 0, 2));
    }

    @Test
    void theFirstCountryWithTheMostFollowers() throws IOException {
        assertThat(rows("first", "q3-country", "country", "follower_count"))
                .containsExactlyElementsOf(published(3, 0, 2));
    }

    @Test
    void bothCountriesWithTheMostFollowersWhereTiesCount() throws IOException {
        assertThat(rows("top", "q3-country", "country", "follower_count"))
                .hasSize(2)
                .containsAll(published(3, 0, 2));
    }

    @Test
    void theMostPopularCategoriesOfEachAgeGroup() throws IOException {
        assertThat(rows("top", "q4", "age_group", "category", "category_count"))
                .containsExactlyInAnyOrderElementsOf(published(4, 0, 1, 2));
    }

    @Test
    void theMedianOfEachAgeGroup() throws IOException {
        assertThat(rows("top", "q5", "age_group", "median_follower_count"))
                .containsExactlyElementsOf(published(5, 0, 1));
    }

    @Test
    void theUsersWhoJoinedInEachYear() throws IOException {
        assertThat(rows("top", "q6", "post_year", "number_users_joined"))
                .containsExactlyInAnyOrderElementsOf(published(6, 0, 1));
    }

    @Test
    void theMedianOfEachJoiningYear() throws IOException {
        assertThat(rows("top", "q7", "post_year", "median_follower_count"))
                .containsExactlyInAnyOrderElementsOf(published(7, 0, 1));
    }

    @Test
    void theMedianOfEachJoiningYearAndAgeGroup() throws IOException {
        assertThat(rows("top", "q8", "age_group", "post_year", "median_follower_count"))
                .containsExactlyInAnyOrderElementsOf(published(8, 0, 1, 2));
    }

    /** Rows that a command wrote, as strings; fails if an object lacks these keys, or has others and all are required. */
    private List<List<String>> rows(String run, String answer, String... columns) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode object :
                JSON.readTree(folder.resolve(run).resolve(answer + ".json").toFile())) {
            List<String> row = new ArrayList<>();
            for (String column : columns) {
                row.add(object.get(column).asText());
            }
            rows.add(row);
        }
        return rows;
    }

    /** Some columns of a published table, as strings. */
    private static List<List<String>> published(int table, int... columns) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        JsonNode tables = JSON.readTree(
                        SHARED.resolve("published-tables-224.json").toFile())
                .get("tables");
        for (JsonNode published : tables.get(table).get("rows")) {
            List<String> row = new ArrayList<>();
            for (int column : columns) {
                row.add(published.get(column).asText());
            }
            rows.add(row);
        }
        return rows;
    }
}

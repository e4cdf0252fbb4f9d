package io.pinpipe.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinpipe.Geo;
import io.pinpipe.Kind;
import io.pinpipe.Pin;
import io.pinpipe.User;
import io.pinpipe.json.PostJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Answers from small tables in which each policy makes a difference. */
@ExtendWith(SharedSpark.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AnalyseCommandTest {

    private static final String USER_ID = "0a1d8948160f";

    private Path folder;

    @BeforeAll
    void aLake(@TempDir Path temp) throws IOException {
        folder = temp;
        Posts posts = new Posts();
        // index, category, followers, poster, country, posted, user, age, joined
        posts.add(1, "art", "10", "Ann", "Chile", 2018, "Ann Lee", 18, 2015);
        posts.add(2, "art", "10", "Ann", "Chile", 2018, "Ann Lee", 18, 2015);
        posts.add(3, "travel", "2k", "Ben", "Chile", 2018, "Ben Roe", 24, 2016);
        posts.add(4, "travel", "2k", "Cat", "Chile", 2017, "Cat Poe", 25, 2016);
        posts.add(5, "quotes", "30", "Dan", "Chile", 2022, "Dan Fox", 50, 2014);
        posts.add(6, "art", "2k", "Eve, \"E\"", "Cote d'Ivoire", 2023, "Eve Kay", 51, 2020);
        posts.add(7, "art", "User Info Error", "User Info Error", "Peru", 2020, "Fay Orr", 17, 2021);
        posts.write(folder.resolve("archive"));
        CommandRun clean = CommandRun.of(
                "clean", "--in", folder.resolve("archive"), "--user-id", USER_ID, "--out", folder.resolve("lake"));
        assertThat(clean.exitCode()).as(clean.toString()).isZero();
    }

    @Test
    void tiesAreListedAll() {
        assertThat(csv("--question", "Q1")).isEqualTo("""
                        country,category,category_count
                        Chile,art,2
                        Chile,travel,2
                        Cote d'Ivoire,art,1
                        Peru,art,1
                        """);
    }

    @Test
    void tiesAreBrokenByCategory() {
        assertThat(csv("--question", "Q1", "--ties", "first")).isEqualTo("""
                        country,category,category_count
                        Chile,art,2
                        Cote d'Ivoire,art,1
                        Peru,art,1
                        """);
    }

    @Test
    void allGroupsAreListed() {
        assertThat(csv("--question", "Q1", "--groups", "all")).isEqualTo("""
                        country,category,category_count
                        Chile,art,2
                        Chile,travel,2
                        Chile,quotes,1
                        Cote d'Ivoire,art,1
                        Peru,art,1
                        """);
    }

    @Test
    void postsBefore2018AndAfter2022AreOutOfQ2() {
        assertThat(csv("--question", "Q2", "--groups", "all")).isEqualTo("""
                        post_year,category,category_count
                        2018,art,2
                        2018,travel,1
                        2020,art,1
                        2022,quotes,1
                        """);
        assertThat(csv("--question", "Q2")).isEqualTo("""
                        post_year,category,category_count
                        2018,art,2
                        2020,art,1
                        2022,quotes,1
                        """);
    }

    @Test
    void thePostersWithTheMostFollowersAndNoUnknownOnes() {
        assertThat(answers("--question", "Q3", "--format", "csv")).isEqualTo("""
                        q3-users
                        country,poster_name,follower_count
                        Chile,Ben,2000
                        Chile,Cat,2000
                        Cote d'Ivoire,"Eve, ""E""\",2000

                        q3-country
                        country,follower_count
                        Chile,2000
                        Cote d'Ivoire,2000
                        """);
    }

    @Test
    void tiesAreBrokenByNameInQ3() {
        assertThat(answers("--question", "Q3", "--format", "csv", "--ties", "first"))
                .isEqualTo("""
                        q3-users
                        country,poster_name,follower_count
                        Chile,Ben,2000
                        Cote d'Ivoire,"Eve, ""E""\",2000

                        q3-country
                        country,follower_count
                        Chile,2000
                        """);
    }

    @Test
    void ageGroupsIncludeBothEndsAndNobodyUnder18() {
        assertThat(csv("--question", "Q4", "--groups", "all")).isEqualTo("""
                        age_group,category,category_count
                        18-24,art,2
                        18-24,travel,1
                        25-35,travel,1
                        36-50,quotes,1
                        +50,art,1
                        """);
    }

    @Test
    void theMedianIsTheLowerOneInTheMiddle() {
        assertThat(csv("--question", "Q7")).isEqualTo("""
                        post_year,median_follower_count
                        2015,10
                        2016,2000
                        2020,2000
                        """);
        assertThat(csv("--question", "Q5")).isEqualTo("""
                        age_group,median_follower_count
                        18-24,10
                        25-35,2000
                        36-50,30
                        +50,2000
                        """);
    }

    @Test
    void theMedianIsHalfWayBetweenTheTwoInTheMiddle() throws IOException {
        Path more = folder.resolve("even");
        Posts posts = new Posts();
        posts.add(1, "art", "10", "Ann", "Chile", 2018, "Ann Lee", 18, 2015);
        posts.add(2, "art", "21", "Ann", "Chile", 2018, "Ann Lee", 18, 2015);
        posts.add(3, "art", "User Info Error", "Ann", "Chile", 2018, "Ann Lee", 18, 2015);
        posts.write(more.resolve("archive"));
        CommandRun.of("clean", "--in", more.resolve("archive"), "--user-id", USER_ID, "--out", more.resolve("lake"));

        assertThat(run(more, "--question", "Q5", "--median", "interpolated", "--format", "csv")
                        .out())
                .isEqualTo("age_group,median_follower_count\n18-24,15.5\n");
        assertThat(run(more, "--question", "Q5", "--median", "lower", "--format", "csv")
                        .out())
                .isEqualTo("age_group,median_follower_count\n18-24,10\n");
    }

    @Test
    void usersAreCountedByPostsOrByHeads() {
        assertThat(csv("--question", "Q6")).isEqualTo("""
                        post_year,number_users_joined
                        2015,2
                        2016,2
                        2020,1
                        """);
        assertThat(csv("--question", "Q6", "--users", "users")).isEqualTo("""
                        post_year,number_users_joined
                        2015,1
                        2016,2
                        2020,1
                        """);
    }

    @Test
    void theMedianByJoiningYearAndAgeGroup() {
        assertThat(csv("--question", "q8")).isEqualTo("""
                        age_group,post_year,median_follower_count
                        18-24,2015,10
                        18-24,2016,2000
                        25-35,2016,2000
                        36-50,2014,30
                        +50,2020,2000
                        """);
    }

    @Test
    void aTableForPeopleIsTheUsualForm() {
        assertThat(answers("--question", "Q6")).isEqualTo("""
                        q6
                        post_year  number_users_joined
                        ---------  -------------------
                             2015                    2
                             2016                    2
                             2020                    1
                        """);
    }

    @Test
    void jsonIsAnObjectOfAnswersOnStandardOutput() throws IOException {
        assertThat(new ObjectMapper().readTree(answers("--question", "Q6,Q7", "--format", "json")))
                .isEqualTo(new ObjectMapper().readTree("""
                                        {"q6": [
                                          {"post_year": 2015, "number_users_joined": 2},
                                          {"post_year": 2016, "number_users_joined": 2},
                                          {"post_year": 2020, "number_users_joined": 1}],
                                         "q7": [
                                          {"post_year": 2015, "median_follower_count": 10},
                                          {"post_year": 2016, "median_follower_count": 2000},
                                          {"post_year": 2020, "median_follower_count": 2000}]}
                                        """));
    }

    @Test
    void eachAnswerHasAFileOfItsOwn() throws IOException {
        for (String format : List.of("table", "csv", "json")) {
            answers("--format", format, "--out", folder.resolve(format).toString());
        }

        assertThat(files("json"))
                .containsExactly(
                        "q1.json",
                        "q2.json",
                        "q3-country.json",
                        "q3-users.json",
                        "q4.json",
                        "q5.json",
                        "q6.json",
                        "q7.json",
                        "q8.json");
        assertThat(files("csv")).contains("q3-users.csv").hasSize(9);
        assertThat(files("table")).contains("q3-users.txt").hasSize(9);
        assertThat(Files.readString(folder.resolve("json").resolve("q5.json")).replaceAll("\\s", ""))
                .startsWith("[{\"age_group\":\"18-24\",\"median_follower_count\":10},");
    }

    @Test
    void anUnknownQuestionIsRefused() {
        CommandRun run = run(folder, "--question", "Q9");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("'Q9' is not one of Q1 to Q8 or all");
    }

    @Test
    void aLakeWithoutTablesIsRefused() {
        CommandRun run = run(folder.resolve("nowhere"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("There is no table at", USER_ID + "_pin_table", "write it first");
    }

    private String csv(String... options) {
        return answers(
                Stream.concat(Stream.of("--format", "csv"), Stream.of(options)).toArray(String[]::new));
    }

    private String answers(String... options) {
        CommandRun run = run(folder, options);
        assertThat(run.exitCode()).as(run.toString()).isZero();
        return run.out();
    }

    private static CommandRun run(Path folder, String... options) {
        List<Object> arguments =
                new ArrayList<>(List.of("analyse", "--in", folder.resolve("lake"), "--user-id", USER_ID));
        arguments.addAll(List.of(options));
        return CommandRun.of(arguments.toArray());
    }

    private List<String> files(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Posts of which a test gives only what the questions use. */
    private static final class Posts {

        private final List<byte[]> pins = new ArrayList<>();
        private final List<byte[]> geos = new ArrayList<>();
        private final List<byte[]> users = new ArrayList<>();

        void add(
                long index,
                String category,
                String followers,
                String poster,
                String country,
                int posted,
                String user,
                int age,
                int joined) {
            String uniqueId = String.format(Locale.ROOT, "00000000-0000-4000-8000-%012d", index);
            pins.add(PostJson.encode(new Pin(
                    index, uniqueId, "t", "d", poster, followers, "a,b", "image", "src", 1, "/data", category)));
            // The last second of one year and the first of another: in other time zones the year would differ.
            geos.add(PostJson.encode(new Geo(index, LocalDateTime.of(posted, 12, 31, 23, 59, 59), 1.5, 2.5, country)));
            String[] names = user.split(" ");
            users.add(
                    PostJson.encode(new User(index, names[0], names[1], age, LocalDateTime.of(joined, 1, 1, 0, 0, 0))));
        }

        void write(Path folder) throws IOException {
            ArchiveFolder archive = new ArchiveFolder(folder, USER_ID, 1);
            archive.add(Kind.PIN, 0, pins);
            archive.add(Kind.GEO, 0, geos);
            archive.add(Kind.USER, 0, users);
        }
    }
}

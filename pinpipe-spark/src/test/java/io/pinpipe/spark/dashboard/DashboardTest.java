package io.pinpipe.spark.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinpipe.Kind;
import io.pinpipe.Pin;
import io.pinpipe.json.PostJson;
import io.pinpipe.spark.CleanPosts;
import io.pinpipe.spark.DeltaTables;
import io.pinpipe.spark.RawRecords;
import io.pinpipe.spark.SharedSpark;
import io.pinpipe.testkit.GeneratedPosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedSpark.class)
final class DashboardTest {

    private static final int POSTS = 300;
    private static final String EVIL = "</script><script>document.title = 'taken over'</script>";

    @TempDir
    private static Path scratch;

    private static SparkSession spark;
    private static DeltaTables tables;
    private static Path page;

    @BeforeAll
    static void makeThePage(SparkSession shared) {
        spark = shared;
        String lake = scratch.resolve("lake").toString();
        tables = DeltaTables.open(spark, lake, "uid");
        GeneratedPosts posts = GeneratedPosts.of(7, POSTS);
        for (Kind kind : Kind.values()) {
            List<byte[]> records = new ArrayList<>();
            posts.forEach(post -> records.add(PostJson.encode(Objects.requireNonNull(
                    switch (kind) {
                        case PIN ->
                            post.index() == 3 ? ofCategory(Objects.requireNonNull(post.pin()), EVIL) : post.pin();
                        case GEO -> post.geo();
                        case USER -> post.user();
                    }))));
            records.add("\"\"".getBytes(UTF_8));
            records.add(("garbage for " + kind).getBytes(UTF_8));
            List<Row> rows = new ArrayList<>();
            records.forEach(record -> rows.add(
                    RowFactory.create("uid." + kind.label(), "0", Integer.toString(rows.size()), null, record)));
            Dataset<Row> raw = spark.createDataFrame(rows, RawRecords.SCHEMA);
            write(CleanPosts.of(kind).rows(raw, kind), tables.path(kind));
            write(CleanPosts.of(kind).quarantined(raw), tables.quarantinePath(kind));
        }
        page = scratch.resolve("made/dashboard.html");
        Dashboard.of(spark, lake, "uid").write(page);
    }

    @Test
    void opensWithoutAnErrorAndDrawsEveryChart() throws Exception {
        Browser.Opened opened = Browser.open(page, scratch);
        assertThat(opened.console()).isEmpty();
        assertThat(opened.dom()).contains("data-drawn=\"10\"");
        assertThat(opened.dom().split("<svg")).hasSizeGreaterThan(10);
        assertThat(opened.dom()).doesNotContain("<p>There is nothing to show");
    }

    @Test
    void anErrorInAPageIsSeen() throws Exception {
        Path broken = Files.writeString(scratch.resolve("broken.html"), "<script>nothing.there()</script>");
        assertThat(Browser.open(broken, scratch).console()).hasSize(1);
    }

    @Test
    void theNumbersInThePageAreThoseOfTheTables() throws Exception {
        String dom = Browser.open(page, scratch).dom();
        List<Row> pins = tables.table(Kind.PIN).collectAsList();
        List<Row> places = tables.table(Kind.GEO).collectAsList();
        List<Row> users = tables.table(Kind.USER).collectAsList();
        assertThat(pins).hasSizeGreaterThan(POSTS / 2);

        assertThat(byFirst(PageTables.under(dom, "posts-over-time")))
                .isEqualTo(counted(
                        places,
                        row -> row.getTimestamp(3).toInstant().toString().substring(0, 7)));
        assertThat(byFirst(PageTables.under(dom, "users-joined")))
                .isEqualTo(counted(
                        users, row -> row.getTimestamp(3).toInstant().toString().substring(0, 4)));
        assertThat(total(PageTables.under(dom, "places"))).isEqualTo(places.size());
        assertThat(total(PageTables.under(dom, "followers")))
                .isEqualTo((int) pins.stream().filter(row -> !row.isNullAt(4)).count());
        assertThat(byFirst(PageTables.under(dom, "missing")))
                .containsEntry("title", (int)
                        pins.stream().filter(row -> row.isNullAt(2)).count())
                .containsEntry("follower_count", (int)
                        pins.stream().filter(row -> row.isNullAt(4)).count());
        assertThat(PageTables.under(dom, "rows"))
                .contains(
                        List.of("pin", Integer.toString(pins.size()), quarantined(Kind.PIN)),
                        List.of("geo", Integer.toString(places.size()), quarantined(Kind.GEO)),
                        List.of("user", Integer.toString(users.size()), quarantined(Kind.USER)));
        assertThat(PageTables.under(dom, "quarantine"))
                .contains(List.of("geo", "empty", "1"), List.of("user", "not-json", "1"));

        Set<Object> youngAdults = users.stream()
                .filter(row -> row.getInt(2) >= 25 && row.getInt(2) <= 35)
                .map(row -> row.get(0))
                .collect(Collectors.toSet());
        List<List<String>> ages = PageTables.under(dom, "categories-by-age-group");
        assertThat(columnOf(ages, "25-35"))
                .isEqualTo(counted(
                        pins.stream()
                                .filter(row -> youngAdults.contains(row.get(0)))
                                .toList(),
                        row -> row.getString(10)));

        Map<Object, String> countryOf =
                places.stream().collect(Collectors.toMap(row -> row.get(0), row -> row.getString(1)));
        List<List<String>> countries = PageTables.under(dom, "categories-by-country");
        String largest = countries.get(0).get(1);
        assertThat(columnOf(countries, largest))
                .isEqualTo(counted(
                        pins.stream()
                                .filter(row -> largest.equals(
                                        countryOf.getOrDefault(row.get(0), "").replace(",", "")))
                                .toList(),
                        row -> row.getString(10)));
    }

    @Test
    void whatATableHoldsCannotEndTheScript() throws Exception {
        String dom = Browser.open(page, scratch).dom();
        assertThat(dom).contains("<title>Posts of uid</title>").doesNotContain("<title>taken over");
        assertThat(Files.readString(page)).doesNotContain(EVIL);
        assertThat(PageTables.under(dom, "categories-by-age-group"))
                .anySatisfy(row -> assertThat(row.get(0)).isEqualTo(EVIL));
    }

    @Test
    void thePageMayAskTheNetworkForNothing() throws IOException {
        assertThat(Files.readString(page))
                .contains("content=\"default-src 'none'; script-src 'unsafe-inline'; style-src");
    }

    @Test
    void aMissingTableIsNamed() {
        assertThatThrownBy(() -> Dashboard.of(spark, scratch.resolve("lake").toString(), "nobody")
                        .html())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nobody_pin_table");
    }

    private static void write(Dataset<Row> rows, String path) {
        rows.coalesce(1).write().format("delta").save(path);
    }

    private static Pin ofCategory(Pin pin, String category) {
        return new Pin(
                pin.index(),
                pin.uniqueId(),
                pin.title(),
                pin.description(),
                pin.posterName(),
                pin.followerCount(),
                pin.tagList(),
                pin.isImageOrVideo(),
                pin.imageSrc(),
                pin.downloaded(),
                pin.saveLocation(),
                category);
    }

    private static String quarantined(Kind kind) {
        return Long.toString(tables.quarantine(kind).count());
    }

    private static Map<String, Integer> counted(List<Row> rows, Function<Row, String> by) {
        return rows.stream().collect(Collectors.toMap(by, row -> 1, Integer::sum, TreeMap::new));
    }

    /** The second cell of each row by the first, without the headings. */
    private static Map<String, Integer> byFirst(List<List<String>> cells) {
        return cells.stream()
                .skip(1)
                .collect(Collectors.toMap(
                        row -> row.get(0), row -> Integer.parseInt(row.get(1)), Integer::sum, TreeMap::new));
    }

    /** A column of a matrix by the names of its rows; empty cells are omitted. */
    private static Map<String, Integer> columnOf(List<List<String>> cells, String heading) {
        int at = cells.get(0).indexOf(heading);
        return cells.stream()
                .skip(1)
                .filter(row -> !row.get(at).isEmpty())
                .collect(Collectors.toMap(
                        row -> row.get(0), row -> Integer.parseInt(row.get(at)), Integer::sum, TreeMap::new));
    }

    /** The sum of all cells but headings. */
    private static int total(List<List<String>> cells) {
        return cells.stream()
                .skip(1)
                .flatMap(row -> row.stream().skip(1))
                .mapToInt(Integer::parseInt)
                .sum();
    }
}

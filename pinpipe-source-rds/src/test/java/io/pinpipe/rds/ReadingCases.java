package io.pinpipe.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pinpipe.Kind;
import io.pinpipe.Post;
import io.pinpipe.PostSource;
import io.pinpipe.PostSource.IndexRange;
import io.pinpipe.Reason;
import io.pinpipe.SourceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The posts that the source reads, from tables with and without an index on their keys. */
abstract class ReadingCases extends SourceCases {

    private static final Random SHUFFLED = new Random(5);

    /** The maximum size of a TEXT column. */
    private static final int WIDE = 65_535;

    @ParameterizedTest(name = "key index: {0}")
    @ValueSource(booleans = {true, false})
    void aScanReadsEveryPostOnceInTheOrderOfTheIndexes(boolean keyIndex) {
        List<Post> posts = posts(3_000);
        fill(shuffled(posts), keyIndex);

        assertThat(all(open(RdsPostSource.builder(reader().build()).pageSize(700))
                        .scan(-1)))
                .isEqualTo(posts);
    }

    @ParameterizedTest(name = "key index: {0}")
    @ValueSource(booleans = {true, false})
    void aScanBeginsAfterTheIndexThatItIsGiven(boolean keyIndex) {
        List<Post> posts = posts(20);
        fill(posts, keyIndex);

        assertThat(all(open().scan(16))).isEqualTo(posts.subList(17, 20));
    }

    @ParameterizedTest(name = "page of {0}")
    @ValueSource(ints = {2, 3, 9, 10, 11})
    void thePageSizeDoesNotShow(int pageSize) {
        List<Post> posts = posts(10);
        fill(posts, true);

        assertThat(all(open(RdsPostSource.builder(reader().build()).pageSize(pageSize))
                        .scan(-1)))
                .isEqualTo(posts);
    }

    @ParameterizedTest(name = "key index: {0}")
    @ValueSource(booleans = {true, false})
    void indexesMayBeNegativeAndHaveGaps(boolean keyIndex) {
        List<Post> posts = posts(3);
        fill(posts, keyIndex);
        sql(
                "UPDATE pinterest_data SET `index` = `index` * 1000 - 1000 ORDER BY `index`",
                "DELETE FROM geolocation_data",
                "DELETE FROM user_data");

        assertThat(all(open().scan(Long.MIN_VALUE))).extracting(Post::index).containsExactly(-1000L, 0L, 1000L);
    }

    @ParameterizedTest(name = "key index: {0}")
    @ValueSource(booleans = {true, false})
    void aRowThatOneTableLacksTakesNothingElseAway(boolean keyIndex) {
        List<Post> posts = posts(6);
        fill(posts, keyIndex);
        sql(
                "DELETE FROM pinterest_data WHERE `index` IN (0, 3)",
                "DELETE FROM geolocation_data WHERE ind IN (1, 3)",
                "DELETE FROM user_data WHERE ind IN (5)");
        List<Post> expected = List.of(
                without(posts.get(0), Kind.PIN),
                without(posts.get(1), Kind.GEO),
                posts.get(2),
                without(without(posts.get(3), Kind.PIN), Kind.GEO),
                posts.get(4),
                without(posts.get(5), Kind.USER));

        assertThat(all(open().scan(-1))).isEqualTo(expected);
        assertThat(open().fetch(List.of(0L, 1L, 2L, 3L, 4L, 5L))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "key index: {0}")
    @ValueSource(booleans = {true, false})
    void aFetchKeepsTheOrderAskedForAndRepeatsWhatIsAskedForTwice(boolean keyIndex) {
        List<Post> posts = posts(10);
        fill(posts, keyIndex);

        assertThat(open().fetch(List.of(9L, 2L, 9L, 0L, 2L)))
                .containsExactly(posts.get(9), posts.get(2), posts.get(9), posts.get(0), posts.get(2));
    }

    @Test
    void aFetchOfAnIndexThatNoTableHasGivesAPostWithoutParts() {
        fill(posts(1), true);

        assertThat(open().fetch(List.of(77L))).containsExactly(new Post(77, null, null, null));
    }

    @Test
    void aFetchOfNothingGivesNothing() {
        fill(posts(1), true);

        assertThat(open().fetch(List.of())).isEmpty();
    }

    @Test
    void aFetchAsksOneQueryATable() {
        fill(posts(50), true);
        RdsPostSource source = open();
        List<Long> indexes = LongStream.range(0, 50).boxed().toList();

        Map<String, Integer> queries = Stream.of("pinterest_data`", "geolocation_data`", "user_data`")
                .collect(Collectors.toMap(
                        table -> table,
                        table -> queriesOf(table, () -> source.fetch(indexes)).size()));

        assertThat(queries).allSatisfy((table, count) -> assertThat(count).isEqualTo(1));
    }

    @Test
    void aFetchOfMoreThanOneQueryTakesIsWhole() {
        fill(posts(3), true);
        List<Long> indexes =
                LongStream.rangeClosed(0, RdsPostSource.FETCH_SIZE).boxed().toList();

        List<Post> fetched = open().fetch(indexes);

        assertThat(fetched).extracting(Post::index).isEqualTo(indexes);
        assertThat(fetched.subList(0, 3)).isEqualTo(posts(3));
    }

    @Test
    void theSizeIsThatOfTheTableWithTheMostRows() {
        fill(posts(9), true);
        sql("DELETE FROM pinterest_data WHERE `index` < 4", "DELETE FROM geolocation_data WHERE ind < 2");

        assertThat(open().size()).isEqualTo(9);
    }

    @Test
    void theRangeIsThatOfAllTablesTogether() {
        fill(posts(9), true);
        sql(
                "DELETE FROM pinterest_data WHERE `index` < 4",
                "DELETE FROM geolocation_data WHERE ind <> 3",
                "DELETE FROM user_data");

        assertThat(open().range()).contains(new IndexRange(3, 8));
    }

    @ParameterizedTest(name = "key index: {0}")
    @ValueSource(booleans = {true, false})
    void emptyTablesHaveNoSizeNoRangeAndNoPosts(boolean keyIndex) {
        fill(List.of(), keyIndex);
        RdsPostSource source = open();

        assertThat(source.size()).isZero();
        assertThat(source.range()).isEmpty();
        assertThat(all(source.scan(-1))).isEmpty();
    }

    @Test
    void aScanThatHasEndedReportsIt() {
        fill(posts(1), true);
        try (PostSource.Scan scan = open().scan(-1)) {
            scan.next();

            assertThatThrownBy(scan::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void rowsAddedAboveTheLastIndexDuringAScanAreLeftForTheNext() {
        List<Post> posts = posts(12);
        fill(posts.subList(0, 10), true);
        RdsPostSource source = open(RdsPostSource.builder(reader().build()).pageSize(3));

        List<Post> read = new ArrayList<>();
        try (PostSource.Scan scan = source.scan(-1)) {
            read.add(scan.next());
            tables().insert(posts.subList(10, 12), inserted -> {});
            scan.forEachRemaining(read::add);
        }

        assertThat(read).isEqualTo(posts.subList(0, 10));
        assertThat(all(source.scan(9))).isEqualTo(posts.subList(10, 12));
    }

    @ParameterizedTest(name = "key index: {0}")
    @ValueSource(booleans = {true, false})
    void aKeyThatOccursTwiceIsNamedWithItsTable(boolean keyIndex) {
        fill(posts(10), false);
        if (keyIndex) {
            indexKeysWithoutUniqueness();
        }
        sql("INSERT INTO user_data SELECT * FROM user_data WHERE ind = 4");
        RdsPostSource source = open();

        assertThatThrownBy(() -> all(source.scan(-1)))
                .isInstanceOfSatisfying(SourceException.class, ReadingCases::namesTheSecondUser4);
        assertThatThrownBy(() -> source.fetch(List.of(3L, 4L)))
                .isInstanceOfSatisfying(SourceException.class, ReadingCases::namesTheSecondUser4);
    }

    private static void namesTheSecondUser4(SourceException error) {
        assertThat(error).hasMessageContainingAll("user_data", "ind 4", "more than one row");
        assertThat(error.reason()).isEqualTo(Reason.INVALID);
        assertThat(error.kind()).isEqualTo(Kind.USER);
        assertThat(error.index()).isEqualTo(4);
    }

    @ParameterizedTest(name = "page of {0}")
    @ValueSource(ints = {2, 3, 4, 5, 6})
    void aKeyThatOccursTwiceIsFoundWhereverPagesEnd(int pageSize) {
        fill(posts(10), false);
        indexKeysWithoutUniqueness();
        sql("INSERT INTO user_data SELECT * FROM user_data WHERE ind IN (1, 4, 5, 9)");
        List<Long> reported = new ArrayList<>();

        List<Post> read = all(open(RdsPostSource.builder(reader().build()).pageSize(pageSize))
                .scan(-1, row -> reported.add(row.index())));

        assertThat(reported).containsExactly(1L, 4L, 5L, 9L);
        assertThat(read).hasSize(10).filteredOn(post -> post.user() == null).hasSize(4);
    }

    @ParameterizedTest(name = "page of {0}")
    @ValueSource(ints = {2, 5})
    void aKeyThatFillsWholePagesIsReportedOnce(int pageSize) {
        fill(posts(4), false);
        indexKeysWithoutUniqueness();
        for (int i = 0; i < 4; i++) {
            sql("INSERT INTO user_data SELECT * FROM user_data WHERE ind = 2");
        }
        List<Long> reported = new ArrayList<>();

        List<Post> read = all(open(RdsPostSource.builder(reader().build()).pageSize(pageSize))
                .scan(-1, row -> reported.add(row.index())));

        assertThat(reported).containsExactly(2L);
        assertThat(read).extracting(Post::index).containsExactly(0L, 1L, 2L, 3L);
    }

    @ParameterizedTest(name = "key index: {0}")
    @ValueSource(booleans = {true, false})
    void aRowWithoutAnIndexIsNotPassedOver(boolean keyIndex) {
        fill(posts(3), false);
        if (keyIndex) {
            indexKeysWithoutUniqueness();
        }
        sql("ALTER TABLE user_data MODIFY ind INT NULL", "INSERT INTO user_data (ind) VALUES (NULL)");

        assertThatThrownBy(() -> all(open().scan(-1)))
                .isInstanceOf(SourceException.class)
                .hasMessageContainingAll("user_data", "ind is NULL");
    }

    @Test
    void tablesWithAKeyIndexAreReadByPages() {
        fill(posts(10), true);
        RdsPostSource source = open(RdsPostSource.builder(reader().build()).pageSize(4));

        assertThat(queriesOf("user_data", () -> all(source.scan(-1))))
                .filteredOn(query -> query.contains("LIMIT 4"))
                .hasSizeGreaterThan(2);
    }

    @Test
    void pagesOfWideRowsHaveFewer() {
        fill(posts(600), true);
        sql("UPDATE pinterest_data SET description = REPEAT('x', " + WIDE + ")");
        RdsPostSource source = open();
        List<Post> read = new ArrayList<>();

        List<String> queries = queriesOf("pinterest_data", () -> read.addAll(all(source.scan(-1))));

        assertThat(read)
                .hasSize(600)
                .allSatisfy(
                        post -> assertThat(Objects.requireNonNull(post.pin()).description())
                                .hasSize(WIDE));
        assertThat(queries).filteredOn(query -> query.contains("ORDER BY")).hasSizeGreaterThan(600 * WIDE / (8 << 20));
        assertThat(queries).noneMatch(query -> query.contains("LIMIT 2000"));
    }

    @Test
    void pagesOfNarrowRowsGrowToTheirSize() {
        fill(posts(5_000), true);
        RdsPostSource source = open();

        List<String> queries =
                queriesOf("user_data", () -> assertThat(all(source.scan(-1))).hasSize(5_000));

        assertThat(queries).anyMatch(query -> query.contains("LIMIT 2000"));
    }

    @ParameterizedTest(name = "key index: {0}")
    @ValueSource(booleans = {true, false})
    void keysAboveTheHighestIndexAreReportedAsOneRowAndTheRestIsRead(boolean keyIndex) {
        List<Post> posts = posts(10);
        fill(posts, false);
        if (keyIndex) {
            indexKeysWithoutUniqueness();
        }
        sql(
                "ALTER TABLE user_data MODIFY ind BIGINT UNSIGNED NOT NULL",
                "UPDATE user_data SET ind = 9223372036854775808 WHERE ind = 8",
                "UPDATE user_data SET ind = 18446744073709551615 WHERE ind = 9");
        List<SourceException> reported = new ArrayList<>();
        RdsPostSource source = open(RdsPostSource.builder(reader().build()).pageSize(4));

        List<Post> read = all(source.scan(-1, reported::add));

        assertThat(read.subList(0, 8)).isEqualTo(posts.subList(0, 8));
        assertThat(read).extracting(Post::index).endsWith(8L, 9L, Long.MAX_VALUE);
        assertThat(reported).singleElement().satisfies(row -> {
            assertThat(row).hasMessageContainingAll("user_data", "ind", "9223372036854775808");
            assertThat(row.reason()).isEqualTo(Reason.INVALID);
            assertThat(row.kind()).isEqualTo(Kind.USER);
        });
        assertThat(source.range()).hasValue(new IndexRange(0, Long.MAX_VALUE));
        assertThatThrownBy(() -> all(source.scan(-1))).hasMessageContaining("9223372036854775808");
        assertThat(all(source.scan(Long.MAX_VALUE, reported::add))).isEmpty();
    }

    @Test
    void theLowestIndexOfAllIsRead() {
        fill(posts(3), true);
        sql(
                "ALTER TABLE user_data MODIFY ind BIGINT NOT NULL",
                "UPDATE user_data SET ind = -9223372036854775808 WHERE ind = 2");
        RdsPostSource source = open();

        assertThat(source.range().orElseThrow().first()).isEqualTo(Long.MIN_VALUE);
        assertThat(source.fetch(List.of(Long.MIN_VALUE)).get(0).user()).isNotNull();
        assertThat(all(source.scan(Long.MIN_VALUE))).extracting(Post::index).containsExactly(0L, 1L, 2L);
    }

    @Test
    void aTableWithoutAKeyIndexIsReadByOneQuery() {
        fill(posts(10), false);
        RdsPostSource source = open(RdsPostSource.builder(reader().build()).pageSize(4));

        assertThat(queriesOf("user_data", () -> all(source.scan(-1))))
                .filteredOn(query -> query.contains("ORDER BY"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(ind)", "(ind, age)"})
    void anyIndexThatBeginsWithTheKeyIsUsed(String columns) {
        fill(posts(10), false);
        sql("CREATE INDEX `by key` ON user_data " + columns);
        RdsPostSource source = open(RdsPostSource.builder(reader().build()).pageSize(4));

        assertThat(queriesOf("user_data", () -> assertThat(all(source.scan(-1))).isEqualTo(posts(10))))
                .anyMatch(query -> query.contains("FORCE INDEX (`by key`)"));
    }

    @Test
    void anIndexThatHasTheKeyInSecondPlaceIsNotUsed() {
        fill(posts(10), false);
        sql("CREATE INDEX by_age ON user_data (age, ind)");
        RdsPostSource source = open();

        assertThat(queriesOf("user_data", () -> assertThat(all(source.scan(-1))).isEqualTo(posts(10))))
                .noneMatch(query -> query.contains("FORCE INDEX"));
    }

    @Test
    void aScanThatIsClosedEarlyGivesItsConnectionsBack() {
        fill(posts(5_000), false);
        RdsPostSource source = open(RdsPostSource.builder(reader().build()).poolSize(1));
        assertThat(source.size()).isEqualTo(5_000);

        try (PostSource.Scan scan = source.scan(-1)) {
            scan.next();
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(readersConnections()).hasSize(4));
        }

        await().atMost(Duration.ofMinutes(1)).until(() -> readersConnections().size() == 1);
    }

    @Test
    void aClosedSourceRefusesToRead() {
        fill(posts(1), true);
        RdsPostSource source = open();
        PostSource.Scan scan = source.scan(-1);
        source.close();

        assertThatThrownBy(source::size)
                .isInstanceOfSatisfying(
                        SourceException.class,
                        error -> assertThat(error.reason()).isEqualTo(Reason.CLOSED));
        assertThatThrownBy(scan::hasNext)
                .isInstanceOfSatisfying(
                        SourceException.class,
                        error -> assertThat(error.reason()).isEqualTo(Reason.CLOSED));
    }

    private void indexKeysWithoutUniqueness() {
        sql(
                "CREATE INDEX by_key ON pinterest_data (`index`)",
                "CREATE INDEX by_key ON geolocation_data (ind)",
                "CREATE INDEX by_key ON user_data (ind)");
    }

    private static List<Post> shuffled(List<Post> posts) {
        List<Post> shuffled = new ArrayList<>(posts);
        Collections.shuffle(shuffled, SHUFFLED);
        return shuffled;
    }

    private static Post without(Post post, Kind kind) {
        return new Post(
                post.index(),
                kind == Kind.PIN ? null : post.pin(),
                kind == Kind.GEO ? null : post.geo(),
                kind == Kind.USER ? null : post.user());
    }
}

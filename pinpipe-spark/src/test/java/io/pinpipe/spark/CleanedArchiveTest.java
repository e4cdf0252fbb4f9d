package io.pinpipe.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Kind;
import io.pinpipe.Pin;
import io.pinpipe.Post;
import io.pinpipe.PostEvent;
import io.pinpipe.clean.CleanEvent;
import io.pinpipe.clean.CleanGeo;
import io.pinpipe.clean.CleanGeo.Coordinates;
import io.pinpipe.clean.CleanPin;
import io.pinpipe.clean.CleanUser;
import io.pinpipe.clean.Cleaned;
import io.pinpipe.clean.Cleaned.Kept;
import io.pinpipe.clean.PostCleaner;
import io.pinpipe.json.PostJson;
import io.pinpipe.testkit.GeneratedPosts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One archive with everything found in real data, cleaned once. */
@ExtendWith(SharedSpark.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CleanedArchiveTest {

    private static final String USER_ID = "0a1d8948160f";
    private static final GeneratedPosts POSTS = GeneratedPosts.of(7, 200);

    /** Posts with three valid parts; the others are for defects. */
    private static final int FIRST_IN_ORDER = 100;

    private Path folder;
    private DeltaTables tables;
    private CommandRun run;
    private Path spoilt;

    @BeforeAll
    void anArchiveIsCleaned(SparkSession spark, @TempDir Path temp) throws IOException {
        folder = temp;
        tables = DeltaTables.open(spark, folder.resolve("lake").toString(), USER_ID);
        ArchiveFolder archive = new ArchiveFolder(folder, USER_ID, 3);
        archive.addPosts(inOrder());
        archive.add(
                Kind.PIN,
                "{\"value\":" + json(pin(2)) + "}",
                "[{\"value\":" + json(pin(3)) + "}]",
                '"' + base64(json(pin(4))) + '"',
                '"' + base64(base64(json(pin(5)))) + '"',
                '"' + json(pin(6)).replace("\\", "\\\\").replace("\"", "\\\"") + '"');
        archive.add(
                Kind.USER,
                "{\"ind\":\"8\",\"first_name\":\"Ann\",\"last_name\":\"Chung\",\"age\":\"21\","
                        + "\"date_joined\":\"2016-02-29 23:59:59\"}");
        archive.add(Kind.PIN, json(POSTS.post(9).user()));
        archive.add(Kind.PIN, json(pin(10)).replaceFirst("\"unique_id\":\"[^\"]*\"", "\"unique_id\":\"12345\""));
        archive.add(Kind.PIN, 0, Collections.nCopies(5, utf8(json(pin(11)))));
        archive.add(Kind.PIN, 1, Collections.nCopies(5, utf8(json(pin(11)))));
        archive.add(
                Kind.PIN,
                json(withTexts(pin(12), "the same text", null)),
                json(withTexts(pin(12), null, "the same text")),
                json(withTexts(pin(12), null, null)));
        archive.add(Kind.PIN, 1, Collections.nCopies(2_028, utf8("\"\"")));
        spoilt = archive.add(Kind.PIN, "{\"index\":", "{\"message\":\"hello\"}");
        for (int index = 20; index < 40; index++) {
            archive.add(Kind.PIN, index % 3, List.of(utf8(json(pin(index)))));
        }
        archive.addCompressed(Kind.PIN, 2, List.of(utf8(json(pin(40)))));

        run = CommandRun.of("clean", "--in", folder, "--user-id", USER_ID, "--out", folder.resolve("lake"));

        assertThat(run.exitCode()).as(run.toString()).isZero();
    }

    @Test
    void rowsAreThoseOfTheCleanersOfCoreFromAllPartitions() {
        PostCleaner cleaner = new PostCleaner();
        assertThat(rows(Kind.PIN))
                .containsExactlyInAnyOrderElementsOf(inOrder().stream()
                        .map(post -> row(cleaner.clean(Objects.requireNonNull(post.pin()))))
                        .toList());
        assertThat(rows(Kind.GEO))
                .containsExactlyInAnyOrderElementsOf(inOrder().stream()
                        .map(post -> row(cleaner.clean(Objects.requireNonNull(post.geo()))))
                        .toList());
        assertThat(rows(Kind.USER))
                .containsExactlyInAnyOrderElementsOf(inOrder().stream()
                        .map(post -> row(cleaner.clean(Objects.requireNonNull(post.user()))))
                        .toList());
    }

    @Test
    void tablesHaveTheirColumnsInOrder() {
        assertThat(tables.table(Kind.PIN).schema().simpleString())
                .isEqualTo("struct<ind:bigint,unique_id:string,title:string,description:string,follower_count:bigint,"
                        + "poster_name:string,tag_list:string,is_image_or_video:string,image_src:string,"
                        + "save_location:string,category:string>");
        assertThat(tables.table(Kind.GEO).schema().simpleString())
                .isEqualTo("struct<ind:bigint,country:string,coordinates:array<double>,timestamp:timestamp>");
        assertThat(tables.table(Kind.USER).schema().simpleString())
                .isEqualTo("struct<ind:bigint,user_name:string,age:int,date_joined:timestamp>");
    }

    @Test
    void emptyRecordsAreQuarantinedOneByOne() {
        assertThat(tables.quarantine(Kind.PIN)
                        .where("reason = 'empty' AND CAST(raw AS STRING) = '\"\"' AND `partition` = '1'")
                        .count())
                .isEqualTo(2_028);
        assertThat(run.out()).containsPattern("empty +2,028");
    }

    @Test
    void noRecordBecomesARowOfNulls() {
        assertThat(tables.table(Kind.PIN)
                        .where("ind IS NULL OR unique_id IS NULL")
                        .count())
                .isZero();
    }

    @Test
    void wrappedAndEncodedRecordsBecomeRows() {
        assertThat(indexes(Kind.PIN, 2, 6)).containsExactly(2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void numbersAndDatesAsTextsAreReadByType() {
        assertThat(tables.table(Kind.USER)
                        .where("ind = 8")
                        .selectExpr("user_name", "age", "CAST(date_joined AS STRING)")
                        .first())
                .hasToString("[Ann Chung,21,2016-02-29 23:59:59]");
    }

    @Test
    void aUserInTheTopicOfPinsGoesToTheUsersAndIsQuarantinedToo() {
        assertThat(indexes(Kind.PIN, 9, 9)).isEmpty();
        assertThat(indexes(Kind.USER, 9, 9)).containsExactly(9L);
        assertThat(tables.quarantine(Kind.PIN)
                        .where("reason = 'wrong-kind'")
                        .select("detail")
                        .collectAsList())
                .singleElement()
                .hasToString("[is a user instead of a pin]");
        assertThat(run.out()).containsPattern("new user rows +1").containsPattern("wrong-kind +1");
    }

    @Test
    void whatIsNoPostIsQuarantinedWithItsBytesAndPlace() {
        String file = folder.relativize(spoilt).toString().replace('\\', '/');
        String place = USER_ID + ".pin,0,%d," + file + ']';

        assertThat(tables.quarantine(Kind.PIN)
                        .where("reason LIKE 'not-%'")
                        .selectExpr("reason", "CAST(raw AS STRING)", "stream", "`partition`", "position", "file")
                        .collectAsList())
                .extracting(Row::toString)
                .containsExactlyInAnyOrder(
                        "[not-json,{\"index\":," + place.formatted(0),
                        "[not-a-post,{\"message\":\"hello\"}," + place.formatted("{\"index\":\n".length()));
    }

    @Test
    void aPinWithoutAUuidIsQuarantinedByTheRule() {
        assertThat(indexes(Kind.PIN, 10, 10)).isEmpty();
        assertThat(tables.quarantine(Kind.PIN)
                        .where("reason = 'unique_id not-a-uuid'")
                        .select("detail")
                        .collectAsList())
                .singleElement()
                .hasToString("[unique_id was 12345]");
    }

    @Test
    void repeatedRecordsAreOneRow() {
        assertThat(indexes(Kind.PIN, 11, 11)).containsExactly(11L);
        assertThat(run.out()).containsPattern("repeated rows +9");
    }

    @Test
    void rowsThatDifferInOneFieldAreSeveral() {
        assertThat(indexes(Kind.PIN, 12, 12)).containsExactly(12L, 12L, 12L);
    }

    @Test
    void objectsOfOneRecordAndCompressedOnesAreRead() {
        assertThat(indexes(Kind.PIN, 20, 40)).hasSize(21);
    }

    private static List<Post> inOrder() {
        return POSTS.stream().skip(FIRST_IN_ORDER).toList();
    }

    private List<String> rows(Kind kind) {
        return tables.table(kind).where("ind >= " + FIRST_IN_ORDER).collectAsList().stream()
                .map(Row::toString)
                .toList();
    }

    /** A clean event as a row of its table written by Spark, computed without the module's code. */
    private static String row(Cleaned<? extends CleanEvent> cleaned) {
        CleanEvent event = ((Kept<? extends CleanEvent>) cleaned).value();
        if (event instanceof CleanPin pin) {
            return bracketed(
                    pin.index(),
                    pin.uniqueId(),
                    pin.title(),
                    pin.description(),
                    pin.followerCount(),
                    pin.posterName(),
                    pin.tagList(),
                    pin.isImageOrVideo(),
                    pin.imageSrc(),
                    pin.saveLocation(),
                    pin.category());
        }
        if (event instanceof CleanGeo geo) {
            Coordinates at = geo.coordinates();
            return bracketed(
                    geo.index(),
                    geo.country(),
                    "ArraySeq(" + at.first() + ", " + at.second() + ")",
                    Timestamp.from(geo.timestamp().toInstant(ZoneOffset.UTC)));
        }
        CleanUser user = (CleanUser) event;
        return bracketed(
                user.index(),
                user.userName(),
                user.age(),
                Timestamp.from(user.dateJoined().toInstant(ZoneOffset.UTC)));
    }

    private static String bracketed(@Nullable Object... values) {
        return Arrays.stream(values).map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    }

    private List<Long> indexes(Kind kind, long from, long to) {
        return tables.table(kind).where("ind BETWEEN " + from + " AND " + to).select("ind").collectAsList().stream()
                .map(row -> row.getLong(0))
                .sorted()
                .toList();
    }

    private static Pin pin(int index) {
        return Objects.requireNonNull(POSTS.post(index).pin());
    }

    private static Pin withTexts(Pin pin, @Nullable String title, @Nullable String description) {
        return new Pin(
                pin.index(),
                pin.uniqueId(),
                title,
                description,
                pin.posterName(),
                pin.followerCount(),
                pin.tagList(),
                pin.isImageOrVideo(),
                pin.imageSrc(),
                pin.downloaded(),
                pin.saveLocation(),
                pin.category());
    }

    private static String json(@Nullable PostEvent event) {
        return new String(PostJson.encode(Objects.requireNonNull(event)), StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(utf8(text));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

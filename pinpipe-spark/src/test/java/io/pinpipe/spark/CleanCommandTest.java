package io.pinpipe.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Geo;
import io.pinpipe.Kind;
import io.pinpipe.Pin;
import io.pinpipe.Post;
import io.pinpipe.PostEvent;
import io.pinpipe.clean.CleanEvent;
import io.pinpipe.clean.CleanGeo;
import io.pinpipe.clean.CleanPin;
import io.pinpipe.clean.CleanUser;
import io.pinpipe.clean.Cleaned;
import io.pinpipe.clean.Cleaned.Kept;
import io.pinpipe.clean.Coordinates;
import io.pinpipe.clean.GeoCleaner;
import io.pinpipe.clean.PinCleaner;
import io.pinpipe.clean.UserCleaner;
import io.pinpipe.json.PostJson;
import io.pinpipe.testkit.GeneratedPosts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedSpark.class)
final class CleanCommandTest {

    private static final String USER_ID = "0a1d8948160f";
    private static final GeneratedPosts POSTS = GeneratedPosts.of(7, 200);
    private static final String PLAIN = json(POSTS.post(1).pin());

    @TempDir
    private Path folder;

    private ArchiveFolder archive;
    private DeltaTables tables;

    @BeforeEach
    void anArchiveOfThreePartitions(SparkSession spark) {
        archive = new ArchiveFolder(folder.resolve("archive"), USER_ID, 3);
        tables = DeltaTables.open(spark, folder.resolve("lake").toString(), USER_ID);
    }

    @Test
    void rowsAreThoseOfTheCleanersOfCoreFromAllPartitions() throws IOException {
        List<Post> posts = POSTS.stream().toList();
        archive.addPosts(posts);

        clean();

        PinCleaner pins = new PinCleaner();
        GeoCleaner geos = new GeoCleaner();
        UserCleaner users = new UserCleaner();
        assertThat(rows(Kind.PIN))
                .containsExactlyInAnyOrderElementsOf(
                        posts.stream().map(post -> row(pins.clean(pin(post)))).toList());
        assertThat(rows(Kind.GEO))
                .containsExactlyInAnyOrderElementsOf(posts.stream()
                        .map(post -> row(geos.clean(Objects.requireNonNull(post.geo()))))
                        .toList());
        assertThat(rows(Kind.USER))
                .containsExactlyInAnyOrderElementsOf(posts.stream()
                        .map(post -> row(users.clean(Objects.requireNonNull(post.user()))))
                        .toList());
    }

    @Test
    void tablesHaveTheirColumnsInOrder() throws IOException {
        archive.add(Kind.PIN, PLAIN);

        clean();

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
    void emptyRecordsAreQuarantinedOneByOne() throws IOException {
        archive.add(Kind.PIN, 1, Collections.nCopies(2_028, utf8("\"\"")));
        archive.add(Kind.PIN, PLAIN);

        CommandRun run = clean();

        assertThat(tables.table(Kind.PIN).count()).isEqualTo(1);
        assertThat(tables.quarantine(Kind.PIN)
                        .where("reason = 'empty' AND CAST(raw AS STRING) = '\"\"' AND `partition` = '1'")
                        .count())
                .isEqualTo(2_028);
        assertThat(run.out()).containsPattern("empty +2,028");
    }

    @Test
    void wrappedAndEncodedRecordsBecomeRows() throws IOException {
        archive.add(
                Kind.PIN,
                "{\"value\":" + json(pin(2)) + "}",
                "[{\"value\":" + json(pin(3)) + "}]",
                '"' + base64(json(pin(4))) + '"',
                '"' + base64(base64(json(pin(5)))) + '"',
                '"' + json(pin(6)).replace("\\", "\\\\").replace("\"", "\\\"") + '"');

        clean();

        assertThat(indexes(Kind.PIN)).containsExactlyInAnyOrder(2L, 3L, 4L, 5L, 6L);
        assertThat(tables.quarantine(Kind.PIN).count()).isZero();
    }

    @Test
    void numbersAsTextsBecomeNumbers() throws IOException {
        archive.add(
                Kind.USER,
                "{\"ind\":\"8\",\"first_name\":\"Ann\",\"last_name\":\"Chung\",\"age\":\"21\","
                        + "\"date_joined\":\"2016-02-29 23:59:59\"}");

        clean();

        Row user = tables.table(Kind.USER).first();
        assertThat(user.getLong(0)).isEqualTo(8);
        assertThat(user.getInt(2)).isEqualTo(21);
        assertThat(tables.table(Kind.USER)
                        .selectExpr("CAST(date_joined AS STRING)")
                        .first()
                        .getString(0))
                .isEqualTo("2016-02-29 23:59:59");
    }

    @Test
    void aUserInTheTopicOfPinsGoesToTheUsersAndIsQuarantinedToo() throws IOException {
        archive.add(Kind.PIN, PLAIN, json(POSTS.post(9).user()));

        CommandRun run = clean();

        assertThat(indexes(Kind.PIN)).containsExactly(1L);
        assertThat(indexes(Kind.USER)).containsExactly(9L);
        assertThat(tables.quarantine(Kind.PIN).select("reason", "detail").collectAsList())
                .singleElement()
                .hasToString("[wrong-kind,is a user, where a pin belongs]");
        assertThat(run.out()).containsPattern("new user rows +1").containsPattern("wrong-kind +1");
    }

    @Test
    void whatIsNoPostIsQuarantinedWithItsBytesAndPlace() throws IOException {
        Path object = archive.add(Kind.PIN, PLAIN, "{\"index\":", "{\"message\":\"hello\"}");

        clean();

        assertThat(tables.quarantine(Kind.PIN)
                        .orderBy("position")
                        .selectExpr("reason", "CAST(raw AS STRING)", "stream", "`partition`", "position", "file")
                        .collectAsList())
                .extracting(Row::toString)
                .containsExactlyInAnyOrder(
                        "[not-json,{\"index\":," + place(object, utf8(PLAIN).length + 1) + "]",
                        "[not-a-post,{\"message\":\"hello\"},"
                                + place(object, utf8(PLAIN).length + 1 + "{\"index\":".length() + 1) + "]");
    }

    @Test
    void aPinWithoutAUuidIsQuarantinedAsTheRuleSays() throws IOException {
        archive.add(Kind.PIN, PLAIN.replaceFirst("\"unique_id\":\"[^\"]*\"", "\"unique_id\":\"12345\""));

        clean();

        assertThat(tables.table(Kind.PIN).count()).isZero();
        assertThat(tables.quarantine(Kind.PIN).select("reason", "detail").first())
                .hasToString("[unique_id not-a-uuid,unique_id was 12345]");
    }

    @Test
    void repeatedRecordsAreOneRow() throws IOException {
        archive.add(Kind.PIN, 0, Collections.nCopies(5, utf8(PLAIN)));
        archive.add(Kind.PIN, 1, Collections.nCopies(5, utf8(PLAIN)));

        CommandRun run = clean();

        assertThat(tables.table(Kind.PIN).count()).isEqualTo(1);
        assertThat(run.out()).containsPattern("repeated rows +9");
    }

    @Test
    void rowsThatDifferInOneFieldAreTwo() throws IOException {
        Pin pin = pin(1);
        archive.add(
                Kind.PIN,
                json(withTexts(pin, "the same text", null)),
                json(withTexts(pin, null, "the same text")),
                json(withTexts(pin, null, null)));

        clean();

        assertThat(tables.table(Kind.PIN).count()).isEqualTo(3);
    }

    @Test
    void cleaningAgainChangesNothing() throws IOException {
        archive.addPosts(POSTS.stream().limit(50).toList());
        archive.add(Kind.PIN, "\"\"", json(POSTS.post(99).user()));
        clean();
        List<Long> counts = counts();

        CommandRun again = clean();

        assertThat(counts()).isEqualTo(counts).containsExactly(50L, 50L, 51L, 2L, 0L, 0L);
        assertThat(again.out()).containsPattern("new pin rows +0");
    }

    @Test
    void aLaterRunAddsWhatIsNew() throws IOException {
        archive.addPosts(POSTS.stream().limit(50).toList());
        clean();
        archive.addPosts(POSTS.stream().skip(40).limit(20).toList());

        CommandRun again = clean();

        assertThat(tables.table(Kind.PIN).count()).isEqualTo(60);
        assertThat(again.out()).containsPattern("new pin rows +10").containsPattern("repeated rows +60");
    }

    @Test
    void compressedObjectsAndObjectsOfOneRecordAreRead() throws IOException {
        for (int index = 0; index < 30; index++) {
            archive.add(Kind.PIN, index % 3, List.of(utf8(json(pin(index)))));
        }
        Path compressed = archive.add(Kind.PIN, 2, List.of());
        Files.delete(compressed);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(Path.of(compressed + ".gz")))) {
            out.write(utf8(json(pin(30)) + '\n'));
        }

        clean();

        assertThat(tables.table(Kind.PIN).count()).isEqualTo(31);
    }

    @Test
    void coordinatesComeInTheOrderAskedFor() throws IOException {
        Geo geo = new Geo(5, LocalDateTime.of(2020, 1, 2, 3, 4, 5), -88.8298, 170.5, "Chile");
        archive.add(Kind.GEO, json(geo));

        assertThat(run("--long-lat").exitCode()).isZero();

        assertThat(tables.table(Kind.GEO).first().getList(2)).isEqualTo(List.of(170.5, -88.8298));
    }

    @Test
    void anArchiveWithoutTheUsersTopicsIsRefused() throws IOException {
        new ArchiveFolder(folder.resolve("archive"), "someone-else", 1).add(Kind.PIN, PLAIN);

        CommandRun run = run();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("archive", USER_ID + ".pin", "name the folder above 'topics'");
    }

    private CommandRun clean() {
        CommandRun run = run();
        assertThat(run.exitCode()).as(run.toString()).isZero();
        return run;
    }

    private CommandRun run(String... options) {
        List<Object> arguments = new ArrayList<>(List.of(
                "clean", "--in", folder.resolve("archive"), "--user-id", USER_ID, "--out", folder.resolve("lake")));
        arguments.addAll(List.of(options));
        return CommandRun.of(arguments.toArray());
    }

    private List<String> rows(Kind kind) {
        return tables.table(kind).collectAsList().stream().map(Row::toString).toList();
    }

    /** A clean event as a row of its table is written by Spark, worked out without the module's code. */
    private static String row(Cleaned<? extends CleanEvent> cleaned) {
        CleanEvent event = ((Kept<? extends CleanEvent>) cleaned).value();
        if (event instanceof CleanPin pin) {
            return bracketed(
                    pin.ind(),
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
                    geo.ind(),
                    geo.country(),
                    "ArraySeq(" + at.first() + ", " + at.second() + ")",
                    Timestamp.from(geo.timestamp().toInstant(ZoneOffset.UTC)));
        }
        CleanUser user = (CleanUser) event;
        return bracketed(
                user.ind(),
                user.userName(),
                user.age(),
                Timestamp.from(user.dateJoined().toInstant(ZoneOffset.UTC)));
    }

    private static String bracketed(@Nullable Object... values) {
        return Arrays.stream(values).map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    }

    private List<Long> counts() {
        List<Long> counts = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            counts.add(tables.table(kind).count());
        }
        for (Kind kind : Kind.values()) {
            counts.add(tables.quarantine(kind).count());
        }
        return counts;
    }

    private List<Long> indexes(Kind kind) {
        Dataset<Row> indexes = tables.table(kind).select("ind");
        return indexes.collectAsList().stream().map(row -> row.getLong(0)).toList();
    }

    private String place(Path object, int position) {
        Path below = folder.resolve("archive").relativize(object);
        return USER_ID + ".pin,0," + position + ',' + below.toString().replace('\\', '/');
    }

    private static Pin pin(Post post) {
        return Objects.requireNonNull(post.pin());
    }

    private static Pin pin(int index) {
        return pin(POSTS.post(index));
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

package io.pinpipe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinpipe.Post;
import io.pinpipe.PostEvent;
import io.pinpipe.clean.CleanEvent;
import io.pinpipe.clean.Cleaned.Kept;
import io.pinpipe.clean.PostCleaner;
import io.pinpipe.internal.CleanJson;
import io.pinpipe.json.PostJson;
import io.pinpipe.testkit.GeneratedPosts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final GeneratedPosts POSTS = GeneratedPosts.of(1, 2_000);

    @TempDir
    private Path folder;

    private Path in;
    private Path out;
    private Path dropped;

    @BeforeEach
    void nameFiles() {
        in = folder.resolve("raw.jsonl");
        out = folder.resolve("clean.jsonl");
        dropped = folder.resolve("dropped.jsonl");
    }

    @Test
    void pinsAreCleanedInTheirOrder() throws IOException {
        write(in, POSTS.stream().map(Post::pin));

        CommandRun run = clean("--kind", "pin", "--in", in, "--out", out);

        assertThat(run.exitCode()).isZero();
        assertThat(Files.readAllLines(out))
                .isEqualTo(POSTS.stream()
                        .map(post -> line(value(new PostCleaner().clean(Objects.requireNonNull(post.pin())))))
                        .toList());
    }

    @Test
    void placesAreCleanedInTheirOrder() throws IOException {
        write(in, POSTS.stream().map(Post::geo));

        assertThat(clean("--kind", "geo", "--lat-long", "--in", in, "--out", out)
                        .exitCode())
                .isZero();
        assertThat(Files.readAllLines(out))
                .isEqualTo(POSTS.stream()
                        .map(post -> line(value(new PostCleaner().clean(Objects.requireNonNull(post.geo())))))
                        .toList());
    }

    @Test
    void placesHaveTheLongitudeFirstWhenAskedFor() throws IOException {
        Files.writeString(
                in,
                "{\"ind\":7,\"timestamp\":\"2020-08-28 03:52:47\",\"latitude\":-89.9787,\"longitude\":-173.293,"
                        + "\"country\":\"Albania\"}\n");

        clean("--kind", "geo", "--long-lat", "--in", in, "--out", out);

        assertThat(out)
                .hasContent("{\"ind\":7,\"country\":\"Albania\",\"coordinates\":[-173.293,-89.9787],"
                        + "\"timestamp\":\"2020-08-28T03:52:47\"}\n");
    }

    @Test
    void usersAreCleanedInTheirOrder() throws IOException {
        write(in, POSTS.stream().map(Post::user));

        assertThat(clean("--kind", "user", "--in", in, "--out", out).exitCode()).isZero();
        assertThat(Files.readAllLines(out))
                .isEqualTo(POSTS.stream()
                        .map(post -> line(value(new PostCleaner().clean(Objects.requireNonNull(post.user())))))
                        .toList());
    }

    @Test
    void duplicatesAreDroppedUnlessKept() throws IOException {
        write(in, Stream.concat(POSTS.stream(), POSTS.stream()).map(Post::pin));

        CommandRun run = clean("--kind", "pin", "--json", "--in", in, "--out", out);
        assertThat(Files.readAllLines(out)).hasSize(2_000);
        assertThat(json(run.err()).get("dropped")).isEqualTo(json("{\"duplicate\":2000}"));

        clean("--kind", "pin", "--keep-duplicates", "--in", in, "--out", out);
        assertThat(Files.readAllLines(out)).hasSize(4_000);
    }

    @Test
    void aMalformedLineGoesToTheDroppedOnesAndTheExitCodeIsStillZero() throws IOException {
        write(in, POSTS.stream().limit(2).map(Post::pin));
        Files.writeString(in, Files.readString(in).replaceFirst("\n", "\noops\n"));

        CommandRun run = clean("--kind", "pin", "--json", "--in", in, "--out", out, "--dropped", dropped);

        assertThat(run.exitCode()).isZero();
        assertThat(Files.readAllLines(out)).hasSize(2);
        JsonNode line = json(Files.readString(dropped));
        assertThat(line.get("line").intValue()).isEqualTo(2);
        assertThat(line.get("reason").textValue()).isEqualTo("not-json");
        assertThat(line.get("raw").textValue()).isEqualTo("oops");
        assertThat(json(run.err()).get("rows").intValue()).isEqualTo(3);
        assertThat(json(run.err()).get("kept").intValue()).isEqualTo(2);
    }

    @Test
    void theSummaryIsATableForPeople() throws IOException {
        write(in, POSTS.stream().limit(10).map(Post::user));

        assertThat(clean("--kind", "user", "--in", in, "--out", out).err()).isEqualTo("""
                        rows in                                      10
                        kept                                         10
                        dropped                                       0
                        """);
    }

    @Test
    void filesNamedSoAreCompressed() throws IOException {
        write(in, POSTS.stream().map(Post::pin));
        clean("--kind", "pin", "--in", in, "--out", out);
        Path zippedIn = folder.resolve("raw.jsonl.gz");
        Path zippedOut = folder.resolve("clean.jsonl.gz");
        try (OutputStream zipped = new GZIPOutputStream(Files.newOutputStream(zippedIn))) {
            Files.copy(in, zipped);
        }

        assertThat(clean("--kind", "pin", "--in", zippedIn, "--out", zippedOut).exitCode())
                .isZero();

        try (InputStream unzipped = new GZIPInputStream(Files.newInputStream(zippedOut))) {
            assertThat(unzipped).hasSameContentAs(Files.newInputStream(out));
        }
    }

    @Test
    void standardInputAndOutputAreUsedByDefault() throws Exception {
        write(in, POSTS.stream().map(Post::pin));
        clean("--kind", "pin", "--in", in, "--out", out);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "clean",
                        "--kind",
                        "pin",
                        "--json")
                .redirectInput(in.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        try {
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            process.getInputStream().transferTo(written);

            assertThat(process.waitFor()).isZero();
            assertThat(written.toByteArray()).isEqualTo(Files.readAllBytes(out));
            assertThat(json(Files.readString(folder.resolve("err"))).get("kept").intValue())
                    .isEqualTo(2_000);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void anInputIsNotReplacedByAnOutputThroughLinksEither() throws IOException {
        write(in, POSTS.stream().limit(2).map(Post::pin));
        byte[] raw = Files.readAllBytes(in);
        Path symbolic = Files.createSymbolicLink(folder.resolve("symbolic"), in);
        Path hard = Files.createLink(folder.resolve("hard"), in);

        for (Path same : List.of(in, symbolic, hard, folder.resolve("../" + folder.getFileName() + "/raw.jsonl"))) {
            assertWrongUse("name the same file", "--kind", "pin", "--in", in, "--out", same);
            assertWrongUse("name the same file", "--kind", "pin", "--in", in, "--dropped", same, "--out", out);
        }
        assertThat(in).hasBinaryContent(raw);
    }

    @Test
    void anOutputAndDroppedLinesThroughALinkToNothingYetAreOneFile() throws IOException {
        write(in, POSTS.stream().limit(1).map(Post::pin));
        Path link = Files.createSymbolicLink(folder.resolve("link"), out);

        assertWrongUse("name the same file", "--kind", "pin", "--in", in, "--out", out, "--dropped", link);
    }

    @Test
    void runsThatWriteTheSameFileAtOnceDoNotMixTheirRows() throws Exception {
        Path other = folder.resolve("other.jsonl");
        write(in, POSTS.stream().limit(1_000).map(Post::pin));
        write(other, POSTS.stream().skip(1_000).map(Post::pin));
        Set<String> results = new HashSet<>();
        for (Path raw : List.of(in, other)) {
            clean("--kind", "pin", "--in", raw, "--out", out);
            results.add(Files.readString(out));
        }

        for (int round = 0; round < 20; round++) {
            CompletableFuture<Integer> first = cleaning(in);
            CompletableFuture<Integer> second = cleaning(other);

            assertThat(first.join() + second.join()).isZero();
            assertThat(results).contains(Files.readString(out));
        }
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("raw.jsonl", "other.jsonl", "clean.jsonl");
    }

    @Test
    void aLinkAtTheNameOfATemporaryFileIsNotFollowed() throws IOException {
        write(in, POSTS.stream().limit(1).map(Post::pin));
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        for (String name : List.of("clean.jsonl.incomplete", "clean.jsonl.tmp")) {
            Files.createSymbolicLink(folder.resolve(name), victim);
        }

        assertThat(clean("--kind", "pin", "--in", in, "--out", out).exitCode()).isZero();

        assertThat(victim).hasContent("precious");
        assertThat(Files.readAllLines(out)).hasSize(1);
    }

    @Test
    void whatIsWrittenOnlyItsOwnerCanRead() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        write(in, POSTS.stream().limit(1).map(Post::user));
        Files.writeString(in, Files.readString(in) + "oops\n");

        clean("--kind", "user", "--in", in, "--out", out, "--dropped", dropped);

        for (Path file : List.of(out, dropped)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void usersThatAreCleanAlreadyAreDroppedRatherThanStrippedOfTheirNames() throws IOException {
        write(in, POSTS.stream().limit(10).map(Post::user));
        clean("--kind", "user", "--in", in, "--out", out);

        CommandRun again = clean("--kind", "user", "--json", "--in", out, "--out", folder.resolve("twice.jsonl"));

        assertThat(json(again.err()).get("kept").intValue()).isZero();
        assertThat(json(again.err()).get("dropped")).isEqualTo(json("{\"invalid-field\":10}"));
    }

    @Test
    void aRunThatFailsLeavesNoOutputAndWhatWasThereBefore() throws IOException {
        Path cutShort = folder.resolve("raw.jsonl.gz");
        write(in, POSTS.stream().map(Post::pin));
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream stream = new GZIPOutputStream(zipped)) {
            Files.copy(in, stream);
        }
        Files.write(cutShort, Arrays.copyOf(zipped.toByteArray(), zipped.size() / 2));
        Files.writeString(out, "of yesterday");

        CommandRun run = clean("--kind", "pin", "--in", cutShort, "--out", out, "--dropped", dropped);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLines()).singleElement().asString().startsWith("Reading or writing failed: ");
        assertThat(out).hasContent("of yesterday");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("raw.jsonl", "raw.jsonl.gz", "clean.jsonl");
    }

    @Test
    void wrongUseIsOneSentenceAndExitCodeTwo() throws IOException {
        write(in, POSTS.stream().limit(1).map(Post::pin));
        Path notZipped = Files.copy(in, folder.resolve("raw.jsonl.gz"));

        assertWrongUse("Missing required option: '--kind=KIND'", "--in", in);
        assertWrongUse("'pins' is not pin, geo or user", "--kind", "pins");
        assertWrongUse("does not exist", "--kind", "pin", "--in", folder.resolve("none.jsonl"));
        assertWrongUse("is a folder", "--kind", "pin", "--in", folder);
        assertWrongUse("is a folder", "--kind", "pin", "--in", in, "--out", folder);
        assertWrongUse("there is no folder", "--kind", "pin", "--in", in, "--out", folder.resolve("a/b"));
        assertWrongUse(
                "there is no folder", "--kind", "pin", "--in", in, "--out", out, "--dropped", folder.resolve("a/b"));
        assertWrongUse("Not in GZIP format", "--kind", "pin", "--in", notZipped);
        assertWrongUse("name the same file", "--kind", "pin", "--in", in, "--out", out, "--dropped", out);
        assertWrongUse("mutually exclusive", "--kind", "geo", "--in", in, "--lat-long", "--long-lat");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("raw.jsonl", "raw.jsonl.gz");
    }

    private CompletableFuture<Integer> cleaning(Path raw) {
        return CompletableFuture.supplyAsync(
                () -> clean("--kind", "pin", "--in", raw, "--out", out).exitCode());
    }

    private static void assertWrongUse(String sentence, Object... arguments) {
        CommandRun run = clean(arguments);

        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.errorLines()).singleElement().asString().contains(sentence);
    }

    private static CommandRun clean(Object... arguments) {
        List<String> all = new ArrayList<>(List.of("clean"));
        for (Object argument : arguments) {
            all.add(argument.toString());
        }
        return CommandRun.of(all.toArray(String[]::new));
    }

    private static void write(Path file, Stream<? extends PostEvent> events) throws IOException {
        Files.write(
                file,
                events.map(event -> new String(PostJson.encode(event), StandardCharsets.UTF_8))
                        .toList());
    }

    private static CleanEvent value(Object cleaned) {
        return ((Kept<?>) cleaned).value();
    }

    private static String line(CleanEvent event) {
        return new String(CleanJson.encode(event), StandardCharsets.UTF_8);
    }

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }
}

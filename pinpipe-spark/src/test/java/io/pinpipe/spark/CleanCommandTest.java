package io.pinpipe.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Geo;
import io.pinpipe.Kind;
import io.pinpipe.PostEvent;
import io.pinpipe.json.PostJson;
import io.pinpipe.testkit.GeneratedPosts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Repetition and arguments of the command; {@link CleanedArchiveTest} covers the results. */
@ExtendWith(SharedSpark.class)
final class CleanCommandTest {

    private static final String USER_ID = "0a1d8948160f";
    private static final GeneratedPosts POSTS = GeneratedPosts.of(7, 200);

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
    void cleaningAgainChangesNothingAndALaterRunAddsWhatIsNew() throws IOException {
        archive.addPosts(POSTS.stream().limit(50).toList());
        archive.add(Kind.PIN, "\"\"", text(POSTS.post(99).user()));
        run();
        List<Long> counts = counts();

        CommandRun again = run();

        assertThat(counts()).isEqualTo(counts).containsExactly(50L, 50L, 51L, 2L, 0L, 0L);
        assertThat(again.out()).containsPattern("new pin rows +0").containsPattern("repeated rows +50");

        archive.addPosts(POSTS.stream().skip(40).limit(20).toList());
        CommandRun later = run();

        assertThat(counts()).containsExactly(60L, 60L, 61L, 2L, 0L, 0L);
        assertThat(later.out()).containsPattern("new pin rows +10").containsPattern("repeated rows +60");
    }

    @Test
    void coordinatesComeInTheOrderAskedFor() throws IOException {
        archive.add(Kind.GEO, text(new Geo(5, LocalDateTime.of(2020, 1, 2, 3, 4, 5), -88.8298, 170.5, "Chile")));

        assertThat(run("--long-lat").exitCode()).isZero();

        assertThat(tables.table(Kind.GEO).first().getList(2)).isEqualTo(List.of(170.5, -88.8298));
    }

    @Test
    void anArchiveWithoutTheUsersTopicsIsRefused() throws IOException {
        new ArchiveFolder(folder.resolve("archive"), "someone-else", 1).add(Kind.PIN, "{}");

        CommandRun run = run();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("archive", USER_ID + ".pin", "name the folder above 'topics'");
    }

    private CommandRun run(String... options) {
        List<Object> arguments = new ArrayList<>(List.of(
                "clean", "--in", folder.resolve("archive"), "--user-id", USER_ID, "--out", folder.resolve("lake")));
        arguments.addAll(List.of(options));
        return CommandRun.of(arguments.toArray());
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

    private static String text(@Nullable PostEvent event) {
        return new String(PostJson.encode(Objects.requireNonNull(event)), StandardCharsets.UTF_8);
    }
}

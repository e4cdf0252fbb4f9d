package io.pinpipe.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Kind;
import io.pinpipe.testkit.GeneratedPosts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of the commands about a lake that is damaged, written by others, or none. */
@ExtendWith(SharedSpark.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("scale")
final class LakeInTroubleTest {

    private static final String LAST_COMMIT = "_delta_log/00000000000000000001.json";

    private Path sound;
    private Path archive;

    @TempDir
    private Path folder;

    private Path lake;

    @BeforeAll
    void aSoundLake(@TempDir Path temporary) throws IOException {
        archive = temporary.resolve("archive");
        sound = temporary.resolve("lake");
        new ArchiveFolder(archive, "u", 1)
                .addPosts(GeneratedPosts.of(3, 20).stream().toList());
        CommandRun clean = CommandRun.of("clean", "--in", archive, "--user-id", "u", "--out", sound);
        assertThat(clean.exitCode()).as(clean.toString()).isZero();
    }

    @BeforeEach
    void noLake() {
        lake = folder.resolve("lake");
    }

    @ParameterizedTest
    @ValueSource(strings = {"clean", "analyse", "dashboard", "stream"})
    void aTableWithoutAColumnIsRefusedBeforeAnythingIsWritten(String command, SparkSession spark) throws IOException {
        if (!command.equals("clean") && !command.equals("stream")) {
            copyOfSoundLake();
            delete(lake.resolve("u_user_table"));
        }
        spark.sql("SELECT 1L AS ind, 'x' AS other")
                .write()
                .format("delta")
                .save(lake.resolve("u_user_table").toString());
        List<String> before = files(lake);

        assertRefused(run(command), "u_user_table", "no column user_name", "move the table away");
        assertThat(files(lake)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"clean", "analyse", "dashboard"})
    void aColumnOfAnotherTypeIsNamedWithBothTypes(String command, SparkSession spark) throws IOException {
        copyOfSoundLake();
        delete(lake.resolve("u_user_table"));
        spark.sql("SELECT 1L AS ind, 'x' AS user_name, 'old' AS age, TIMESTAMP '2020-01-01' AS date_joined")
                .write()
                .format("delta")
                .save(lake.resolve("u_user_table").toString());

        assertRefused(run(command), "u_user_table", "the column age as string, not as int");
    }

    @ParameterizedTest
    @ValueSource(strings = {"clean", "analyse", "dashboard"})
    void aDataFileThatIsGoneIsNamedWithTheWayOut(String command) throws IOException {
        copyOfSoundLake();
        Path gone = dataOf("u_pin_table");
        Files.delete(gone);

        assertDamaged(run(command), gone.getFileName() + " of a table is missing", "move file:" + gone.getParent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"clean", "analyse", "dashboard"})
    void aDataFileThatIsCutShortIsNamed(String command) throws IOException {
        copyOfSoundLake();
        Path cut = dataOf("u_pin_table");
        cutShort(cut);

        assertDamaged(run(command), cut.getFileName() + " of a table cannot be read", "not a Parquet file");
    }

    @Test
    void aDataFileWithOtherBytesIsNamed() throws IOException {
        copyOfSoundLake();
        Path changed = dataOf("u_geo_table");
        byte[] content = Files.readAllBytes(changed);
        content[content.length / 2] ^= 0x55;
        Files.write(changed, content);

        assertDamaged(run("dashboard"), changed.getFileName() + " of a table cannot be read", "Checksum error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"clean", "analyse", "dashboard"})
    void aLogWithoutItsBeginningIsDamage(String command) throws IOException {
        copyOfSoundLake();
        Files.delete(lake.resolve("u_pin_table/_delta_log/00000000000000000000.json"));

        assertDamaged(run(command), "00000000000000000000.json of a table is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"clean", "analyse", "dashboard"})
    void aLogWithoutItsLastCommitIsNoOlderTable(String command) throws IOException {
        copyOfSoundLake();
        Files.delete(lake.resolve("u_pin_table").resolve(LAST_COMMIT));

        assertDamaged(run(command), "u_pin_table", "its log ends with version 0, though version 1 was written");
    }

    @ParameterizedTest
    @ValueSource(strings = {"clean", "analyse", "dashboard"})
    void anEmptyCommitIsNoTableWithoutRows(String command) throws IOException {
        copyOfSoundLake();
        Path commit = lake.resolve("u_pin_table").resolve(LAST_COMMIT);
        Files.write(commit, new byte[0]);
        deleteChecksum(commit);

        assertDamaged(run(command), "u_pin_table", "00000000000000000001.json of its log is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"clean", "analyse", "dashboard"})
    void aCommitThatIsCutShortIsNamed(String command) throws IOException {
        copyOfSoundLake();
        cutShort(lake.resolve("u_pin_table").resolve(LAST_COMMIT));

        assertDamaged(run(command), "00000000000000000001.json of a table cannot be read", "u_pin_table away");
    }

    @ParameterizedTest
    @ValueSource(strings = {"clean", "analyse", "dashboard"})
    void dataWithoutALogIsDamage(String command) throws IOException {
        copyOfSoundLake();
        delete(lake.resolve("u_pin_table/_delta_log"));

        assertDamaged(run(command), "u_pin_table", "it contains files but no log in _delta_log");
    }

    @Test
    void theWayOutMendsATable() throws IOException {
        copyOfSoundLake();
        Files.delete(dataOf("u_pin_table"));
        assertThat(run("clean").exitCode()).isEqualTo(1);
        Files.move(lake.resolve("u_pin_table"), folder.resolve("moved away"));

        CommandRun again = run("clean");

        assertThat(again.exitCode()).as(again.toString()).isZero();
        assertThat(again.out()).containsPattern("new pin rows +20");
    }

    @Test
    void aTableOfWhichOnlyTheFolderWasMadeIsMade() throws IOException {
        copyOfSoundLake();
        delete(lake.resolve("u_geo_quarantine"));
        Files.createDirectories(lake.resolve("u_geo_quarantine/_delta_log"));

        CommandRun clean = run("clean");

        assertThat(clean.exitCode()).as(clean.toString()).isZero();
        assertThat(run("dashboard").exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"clean", "analyse", "dashboard", "stream"})
    void aLakeThatIsAFileIsRefused(String command) throws IOException {
        Files.writeString(lake, "no lake");

        assertRefused(run(command), lake + " is a file", "name another lake");
    }

    @Test
    void anObjectThatIsCutShortIsNamed() throws IOException {
        ArchiveFolder objects = new ArchiveFolder(folder.resolve("archive"), "u", 1);
        Path object =
                objects.addCompressed(Kind.PIN, 0, List.of("{}".repeat(100).getBytes(StandardCharsets.UTF_8)));
        cutShort(object);

        CommandRun clean = CommandRun.of(
                "clean", "--in", folder.resolve("archive"), "--user-id", "u", "--out", folder.resolve("lake"));

        assertFailed(clean, 1, object.getFileName() + " of the archive cannot be read", "repeat the command");
    }

    @Test
    void answersAreNotWrittenIntoAFile() throws IOException {
        lake = sound;
        Path file = Files.writeString(folder.resolve("answers"), "mine");

        assertRefused(run("analyse", "--out", file), file + " is a file, not a folder");
        assertRefused(run("analyse", "--out", file.resolve("below")), file + " is a file, not a folder");
        assertThat(file).hasContent("mine");
    }

    @Test
    void theDashboardIsNotWrittenOverAFolder() throws IOException {
        lake = sound;
        Path file = Files.writeString(folder.resolve("page"), "mine");

        assertRefused(run("dashboard", "--out", folder), folder + " is a folder: name the file to write");
        assertRefused(run("dashboard", "--out", file.resolve("page.html")), file + " is a file, not a folder");
    }

    @Test
    void aFullDiskLeavesTheDashboardThatWasThere() throws IOException, InterruptedException {
        lake = sound;
        try (SmallDisk disk = SmallDisk.mount(Files.createDirectory(folder.resolve("disk")), "64k")) {
            Path page = Files.writeString(disk.folder().resolve("page.html"), "mine");

            assertFailed(run("dashboard", "--out", page), 1, "no space left on the disk", "repeat the command");

            assertThat(disk.folder()).isDirectoryContaining(page::equals).isDirectoryNotContaining("glob:**.tmp");
            assertThat(page).hasContent("mine");
        }
    }

    @Test
    void aFullDiskLeavesNoHalfOfAnAnswer() throws IOException, InterruptedException {
        lake = sound;
        try (SmallDisk disk = SmallDisk.mount(Files.createDirectory(folder.resolve("disk")), "4k")) {
            Files.write(disk.folder().resolve("full"), new byte[4096]);

            assertFailed(
                    run("analyse", "--question", "Q6", "--out", disk.folder()),
                    1,
                    "no space left on the disk",
                    "repeat the command");

            assertThat(files(disk.folder()))
                    .containsExactly(
                            disk.folder().toString(),
                            disk.folder().resolve("full").toString());
        }
    }

    private CommandRun run(String command, Object... options) {
        Stream<Object> given = switch (command) {
            case "clean" -> Stream.of("--in", archive, "--out", lake);
            case "stream" -> Stream.of("--from", "kafka://127.0.0.1:1", "--once", "--out", lake);
            case "dashboard" ->
                Stream.concat(
                        Stream.of("--in", lake),
                        options.length > 0 ? Stream.empty() : Stream.of("--out", folder.resolve("page.html")));
            default -> Stream.of("--in", lake);
        };
        return CommandRun.of(
                Stream.concat(Stream.concat(Stream.of(command, "--user-id", "u"), given), Arrays.stream(options))
                        .toArray());
    }

    private static void assertRefused(CommandRun run, String... parts) {
        assertFailed(run, 2, parts);
    }

    private static void assertDamaged(CommandRun run, String... parts) {
        assertFailed(run, 1, parts);
        assertThat(run.err()).contains("restore it, or move ", " away and clean the archive again");
    }

    private static void assertFailed(CommandRun run, int exitCode, String... parts) {
        assertThat(run.err()).contains(parts);
        assertThat(run.err().lines()).as("one sentence").hasSize(1);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    }

    private void copyOfSoundLake() throws IOException {
        try (Stream<Path> files = Files.walk(sound)) {
            for (Path file : files.toList()) {
                Path copy = lake.resolve(sound.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    /** The data file: Spark may leave one without its checksum, which no table refers to. */
    private Path dataOf(String table) throws IOException {
        try (Stream<Path> files = Files.list(lake.resolve(table))) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString).sorted(Comparator.naturalOrder()).toList();
        }
    }

    private static void cutShort(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(content, content.length / 2));
        deleteChecksum(file);
    }

    /** Hadoop's checksum beside the file, which would otherwise fail first. */
    private static void deleteChecksum(Path file) throws IOException {
        Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    }

    private static void delete(Path folder) {
        assertThat(FileUtil.fullyDelete(folder.toFile())).isTrue();
    }
}

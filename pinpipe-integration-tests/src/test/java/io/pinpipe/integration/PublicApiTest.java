package io.pinpipe.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lists in {@code config/api} match the public API of the published modules. */
class PublicApiTest {

    private static final Path PROJECT = Path.of(System.getProperty("pinpipe.project", ".."));
    private static final Path LISTS = PROJECT.resolve("config").resolve("api");
    private static final int CORE_TYPES_MAX = 45;
    private static final Pattern TOP_LEVEL_TYPE =
            Pattern.compile("((?:[a-z]+\\.)+[A-Z]\\w*): (?:abstract |final )*(?:class|interface|record|enum)\\b.*");
    private static final String REWRITE =
            "mvn -ntp test -Dtest=PublicApiTest -Dsurefire.failIfNoSpecifiedTests=false -Dpinpipe.api.write";

    @ParameterizedTest
    @MethodSource("libraries")
    void theListMatchesTheClasses(String module) throws IOException {
        Path classes = PROJECT.resolve(module).resolve("target").resolve("classes");
        assumeTrue(Files.isDirectory(classes), () -> module + " is not compiled in this build");
        Collection<String> api = ApiLines.of(classes);
        Path list = LISTS.resolve(module + ".txt");
        if (System.getProperty("pinpipe.api.write") != null) {
            Files.createDirectories(LISTS);
            Files.writeString(list, api.stream().map(line -> line + "\n").collect(Collectors.joining()));
        }

        List<String> listed = Files.exists(list) ? Files.readAllLines(list) : List.of();

        if (!listed.equals(List.copyOf(api))) {
            fail(difference(PROJECT.relativize(list), listed, api));
        }
    }

    @Test
    void everyListBelongsToAPublishedModule() throws IOException {
        try (Stream<Path> lists = Files.list(LISTS)) {
            assertThat(lists.map(list -> list.getFileName().toString()))
                    .isSubsetOf(libraries().map(module -> module + ".txt").toList());
        }
    }

    /** Nested types are not counted. */
    @Test
    void coreHasFewPublicTypes() throws IOException {
        assertThat(Files.readAllLines(LISTS.resolve("pinpipe-core.txt")).stream()
                        .map(TOP_LEVEL_TYPE::matcher)
                        .filter(Matcher::matches)
                        .map(type -> type.group(1)))
                .hasSizeLessThanOrEqualTo(CORE_TYPES_MAX);
    }

    @Test
    void theLinesAreWhatUsersCanReach() {
        assertThat(ApiLines.of(new ClassFileImporter().importClasses(SampleApi.everyType())))
                .containsExactlyElementsOf(SampleApi.LINES);
    }

    @Test
    void theMessageNamesTheLinesToAddAndToRemove() {
        assertThat(difference(Path.of("list.txt"), List.of("kept", "gone"), List.of("kept", "new")))
                .contains("Add to list.txt:\n  new\n")
                .contains("Remove from list.txt:\n  gone\n")
                .contains(REWRITE)
                .doesNotContain("kept");
    }

    /** Published modules but programs, whose interface is the command line. */
    static Stream<String> libraries() throws IOException {
        return publishedModules().filter(module -> !isMarked(module, "program"));
    }

    /** Modules that have classes and are not marked as unpublished. */
    static Stream<String> publishedModules() throws IOException {
        try (Stream<Path> folders = Files.list(PROJECT)) {
            return folders
                    .filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
                    .map(folder -> folder.getFileName().toString())
                    .filter(module -> !isMarked(module, "unpublished"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static boolean isMarked(String module, String property) {
        return read(PROJECT.resolve(module).resolve("pom.xml")).contains("<pinpipe." + property + ">true<");
    }

    private static String difference(Path list, Collection<String> listed, Collection<String> api) {
        Set<String> added = new TreeSet<>(api);
        listed.forEach(added::remove);
        Set<String> removed = new TreeSet<>(listed);
        api.forEach(removed::remove);
        return "The public API and its list differ."
                + lines("Add to " + list, added)
                + lines("Remove from " + list, removed)
                + (added.isEmpty() && removed.isEmpty() ? "\n" + list + " is not sorted or has duplicate lines.\n" : "")
                + "\nIf the change is intended, rewrite the lists with the following command and commit them:\n  "
                + REWRITE;
    }

    private static String lines(String title, Set<String> lines) {
        return lines.isEmpty() ? "" : "\n" + title + ":\n  " + String.join("\n  ", lines) + "\n";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

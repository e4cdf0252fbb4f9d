package io.pinpipe.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents' links lead somewhere, and their terms are those of the field. */
class DocumentsTest {

    private static final Pattern LINK = Pattern.compile("(?:\\]\\(|(?:src|srcset)=\")([^)\"\\s]+)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    @ParameterizedTest
    @MethodSource("documents")
    void everyRelativeLinkLeadsToAFileAndAHeading(Path document) throws IOException {
        List<String> broken = new ArrayList<>();
        Matcher links = LINK.matcher(withoutCode(Files.readString(document)));
        while (links.find()) {
            String link = links.group(1);
            if (!link.contains("://") && !leadsSomewhere(document, link)) {
                broken.add(link);
            }
        }

        assertThat(broken).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void noSentenceUsesAnUnclearTerm(Path document) throws IOException {
        assertThat(Glossary.unclearTermsIn(withoutCode(Files.readString(document))))
                .isEmpty();
    }

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> top = Files.list(Markdown.PROJECT);
                Stream<Path> docs = Files.list(Markdown.PROJECT.resolve("docs"))) {
            return Stream.concat(top, docs).filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
        }
    }

    private static boolean leadsSomewhere(Path document, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path file = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
        return Files.exists(file)
                && (parts.length == 1 || anchors(Files.readString(file)).contains(parts[1]));
    }

    /** The headings of a document, as the forge turns them into anchors. */
    private static List<String> anchors(String document) {
        return HEADING.matcher(document)
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static String withoutCode(String markdown) {
        return markdown.replaceAll("(?ms)^ *```.*?^ *```", "").replaceAll("`[^`\\n]*`", "`code`");
    }
}

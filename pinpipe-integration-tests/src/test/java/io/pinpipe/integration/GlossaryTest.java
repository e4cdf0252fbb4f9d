package io.pinpipe.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Comments, Javadoc, messages and names of main code use the field's terms. */
class GlossaryTest {

    @ParameterizedTest
    @MethodSource("modules")
    void noCommentMessageOrNameUsesAnUnclearTerm(Path module) throws IOException {
        List<String> unclear = new ArrayList<>();
        for (Path file : sources(module)) {
            for (String found : Glossary.unclearTermsIn(prose(Files.readString(file)))) {
                unclear.add(file.getFileName() + ": " + found);
            }
        }

        assertThat(unclear).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void noTypeHasAnUnclearName(Path module) throws IOException {
        assertThat(sources(module))
                .extracting(file -> file.getFileName().toString().replace(".java", ""))
                .noneMatch(Glossary::isUnclearName);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/** The far\n * side. */",
                "// what is handed\n    // over",
                "\"its requests are under\"\n    + \" way\"",
                "int requestsUnderWay;",
            })
    void termsAreFoundAcrossLinesLiteralsAndNames(String code) {
        assertThat(Glossary.unclearTermsIn(prose(code))).hasSize(1);
    }

    @Test
    void theSourcesAreFound() throws IOException {
        assertThat(sources(Markdown.PROJECT.resolve("pinpipe-core"))).hasSizeGreaterThan(100);
    }

    static Stream<Path> modules() throws IOException {
        try (Stream<Path> modules = Files.list(Markdown.PROJECT)) {
            return modules
                    .filter(module -> Files.isDirectory(module.resolve("src/main/java")))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static List<Path> sources(Path module) throws IOException {
        try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    /** Joins the lines of comments and the parts of literals, and splits names into words. */
    private static String prose(String code) {
        return code.replaceAll("(?m)^\\s*(\\*|//)", " ")
                .replaceAll("\"\\s*\\+\\s*\"", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    }
}

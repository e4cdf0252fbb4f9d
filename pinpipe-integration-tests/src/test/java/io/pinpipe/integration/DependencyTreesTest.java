package io.pinpipe.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The lists in {@code config/dependencies} are the libraries that a project gets which depends on one module alone: the
 * module's runtime tree as the build writes it, without what is optional.
 */
class DependencyTreesTest {

    private static final Path PROJECT = Path.of(System.getProperty("pinpipe.project", ".."));
    private static final Path LISTS = PROJECT.resolve("config").resolve("dependencies");
    private static final String REWRITE = "mvn -ntp test -Dtest=DependencyTreesTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dpinpipe.dependencies.write";
    private static final Pattern NODE = Pattern.compile("(?<indent>[ |+\\\\-]*)\\(?(?<name>[^: ]+:[^: ]+):.*");
    private static final int INDENT = 3;

    private static final List<String> OF_DATABASES =
            List.of("org.jdbi:", "com.zaxxer:", "com.mysql:", "org.snakeyaml:", "org.yaml:");
    private static final List<String> OF_CLIENTS =
            List.of("com.squareup.okhttp3:", "org.apache.kafka:", "software.amazon.");

    @ParameterizedTest
    @MethodSource("io.pinpipe.integration.PublicApiTest#publishedModules")
    void theListMatchesTheTree(String module) throws IOException {
        Path tree = PROJECT.resolve(module).resolve("target").resolve("dependencies.txt");
        assumeTrue(Files.exists(tree), () -> module + " is not compiled in this build");
        Set<String> libraries = libraries(Files.readAllLines(tree), optional(module));
        Path list = LISTS.resolve(module + ".txt");
        if (System.getProperty("pinpipe.dependencies.write") != null) {
            Files.createDirectories(LISTS);
            Files.writeString(list, String.join("\n", libraries) + "\n");
        }

        assertThat(list).exists();
        assertThat(Files.readAllLines(list))
                .as("%s; if the change is intended, run: %s", PROJECT.relativize(list), REWRITE)
                .containsExactlyElementsOf(libraries);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pinpipe-core",
                "pinpipe-transport-kafka",
                "pinpipe-transport-rest",
                "pinpipe-transport-kinesis",
                "pinpipe-testkit"
            })
    void whoeverReadsNoDatabaseGetsNoneOfItsLibraries(String module) throws IOException {
        assertThat(listed(module)).noneMatch(isOneOf(OF_DATABASES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pinpipe-core", "pinpipe-source-rds", "pinpipe-testkit"})
    void whoeverPublishesNothingGetsNoClient(String module) throws IOException {
        assertThat(listed(module)).noneMatch(isOneOf(OF_CLIENTS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pinpipe-transport-kafka", "pinpipe-transport-rest", "pinpipe-transport-kinesis"})
    void aTransportBringsOneClient(String module) throws IOException {
        List<String> listed = listed(module);

        assertThat(OF_CLIENTS.stream().filter(client -> listed.stream().anyMatch(name -> name.startsWith(client))))
                .hasSize(1);
    }

    @Test
    void theProgramBringsNoServerAndNoTestLibrary() throws IOException {
        assertThat(listed("pinpipe-cli"))
                .noneMatch(isOneOf(List.of(
                        "io.pinpipe:pinpipe-testkit-servers", "org.apache.kafka:kafka_", "org.junit", "org.assertj")));
    }

    private static List<String> listed(String module) throws IOException {
        return Files.readAllLines(LISTS.resolve(module + ".txt"));
    }

    private static Predicate<String> isOneOf(List<String> prefixes) {
        return name -> prefixes.stream().anyMatch(name::startsWith);
    }

    /** The libraries of a verbose tree; the first line is the module itself. */
    private static Set<String> libraries(List<String> tree, Set<String> optional) {
        Set<String> libraries = new TreeSet<>();
        boolean left = false;
        for (String line : tree.subList(1, tree.size())) {
            Matcher node = NODE.matcher(line);
            assertThat(node.matches()).as(line).isTrue();
            String name = node.group("name");
            if (node.group("indent").length() == INDENT) {
                left = optional.contains(name);
            }
            if (!left) {
                libraries.add(name);
            }
        }
        return libraries;
    }

    /** The optional dependencies of a module, which its users do not get. */
    private static Set<String> optional(String module) {
        Set<String> optional = new HashSet<>();
        NodeList dependencies = pom(module).getElementsByTagName("dependency");
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            if (text(dependency, "optional").equals("true")) {
                optional.add(text(dependency, "groupId") + ":" + text(dependency, "artifactId"));
            }
        }
        return optional;
    }

    private static Element pom(String module) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(PROJECT.resolve(module).resolve("pom.xml").toFile())
                    .getDocumentElement();
        } catch (Exception e) {
            throw new AssertionError(module, e);
        }
    }

    private static String text(Element element, String name) {
        NodeList found = element.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }
}

package io.pinpipe.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Maven has nothing to warn of before it begins. */
class BuildFilesTest {

    private static final Path PROJECT = Path.of(System.getProperty("pinpipe.project", ".."));

    @ParameterizedTest
    @MethodSource("files")
    void aPluginIsDeclaredOnce(Path file) throws Exception {
        Element project = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
        NodeList lists = project.getElementsByTagName("plugins");
        for (int i = 0; i < lists.getLength(); i++) {
            assertThat(names(lists.item(i))).doesNotHaveDuplicates();
        }
    }

    static Stream<Path> files() throws IOException {
        try (Stream<Path> folders = Files.list(PROJECT)) {
            List<Path> files = new ArrayList<>(List.of(PROJECT.resolve("pom.xml")));
            folders.map(folder -> folder.resolve("pom.xml"))
                    .filter(Files::exists)
                    .forEach(files::add);
            return files.stream();
        }
    }

    private static List<String> names(Node plugins) {
        List<String> names = new ArrayList<>();
        for (Node plugin = plugins.getFirstChild(); plugin != null; plugin = plugin.getNextSibling()) {
            if (plugin instanceof Element element) {
                names.add(element.getElementsByTagName("artifactId").item(0).getTextContent());
            }
        }
        return names;
    }
}

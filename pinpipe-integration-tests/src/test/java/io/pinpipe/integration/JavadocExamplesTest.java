package io.pinpipe.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples in the Javadoc of public types compile. Those of Spark's types are left out. */
class JavadocExamplesTest {

    private static final Pattern EXAMPLE = Pattern.compile("(?s)<pre>\\{@code\\n(.*?)\\n \\* }</pre>");

    /** What an example may use without declaring it. */
    private static final String FRAME = """
            import com.fasterxml.jackson.databind.ObjectMapper;
            import io.pinpipe.*;
            import io.pinpipe.clean.*;
            import io.pinpipe.emulation.*;
            import io.pinpipe.json.*;
            import io.pinpipe.kafka.*;
            import io.pinpipe.kinesis.*;
            import io.pinpipe.rds.*;
            import io.pinpipe.replay.*;
            import io.pinpipe.rest.*;
            import io.pinpipe.testkit.*;
            import java.net.URI;
            import java.nio.charset.StandardCharsets;
            import java.nio.file.Path;
            import java.util.*;
            import org.slf4j.Logger;

            class Example {
                record Order(String customerId, double total) {}

                void run(Publisher publisher, PostSource source, Pin pin, Message message, Order order, ObjectMapper mapper,
                        byte[] record, byte[] traceId, List<Message> retryLater, Logger log) throws Exception {
            %s
                }
            }
            """;

    @TempDir
    private Path folder;

    /** An example, named after its type. */
    record Example(String type, String code) {
        @Override
        public String toString() {
            return type;
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void compiles(Example example) {
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        compiler.getTask(
                        null,
                        null,
                        problems,
                        List.of("-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path")),
                        null,
                        List.of(new Source(String.format(Locale.ROOT, FRAME, example.code()))))
                .call();

        assertThat(problems.getDiagnostics())
                .filteredOn(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                .isEmpty();
    }

    @Test
    void theMainTypesHaveOne() throws IOException {
        Set<String> types = examples().stream().map(Example::type).collect(Collectors.toSet());

        assertThat(types)
                .contains(
                        "Publisher",
                        "Message",
                        "PublishException",
                        "KafkaPublisher",
                        "KafkaRestPublisher",
                        "KinesisPublisher",
                        "KinesisGatewayPublisher",
                        "RdsPostSource",
                        "Emulation",
                        "Replay",
                        "JsonLinesCleaner",
                        "InMemoryPublisher");
    }

    static List<Example> examples() throws IOException {
        try (Stream<Path> files = Files.walk(Markdown.PROJECT)) {
            return files.filter(JavadocExamplesTest::isMainSource)
                    .sorted()
                    .flatMap(JavadocExamplesTest::examplesOf)
                    .toList();
        }
    }

    private static boolean isMainSource(Path file) {
        String path = Markdown.PROJECT.relativize(file).toString().replace('\\', '/');
        return path.matches("pinpipe-[^/]+/src/main/java/.*\\.java") && !path.startsWith("pinpipe-spark/");
    }

    private static Stream<Example> examplesOf(Path file) {
        try {
            String type = file.getFileName().toString().replace(".java", "");
            Matcher matcher = EXAMPLE.matcher(Files.readString(file));
            return matcher
                    .results()
                    .map(match -> new Example(type, match.group(1).replaceAll("(?m)^ \\* ?", "")))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Example.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}

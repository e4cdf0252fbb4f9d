package io.pinpipe.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.pinpipe.Publisher;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of defaults matches the code. */
class DefaultsTest {

    private static final Path TABLE = Path.of(System.getProperty("pinpipe.project", ".."), "docs", "defaults.md");

    /** One line of the table; the constant is empty where the default is none, or not a constant. */
    private record Row(String name, String value, String constant) {}

    @ParameterizedTest
    @MethodSource("constants")
    void theTableHasTheValueOfEachDefault(JavaField constant) throws IOException {
        List<String> values = rows().stream()
                .filter(row -> row.constant().equals(shortName(constant)))
                .map(Row::value)
                .toList();

        assertThat(values).containsExactly(shown(constant));
    }

    @Test
    void theTableNamesNoConstantThatDoesNotExist() throws IOException {
        Set<String> named = rows().stream()
                .map(Row::constant)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());

        assertThat(named)
                .isSubsetOf(constants().stream().map(DefaultsTest::shortName).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void theTableHasEveryOptionOfEachTransport(URI target) throws IOException {
        Set<String> listed = rows().stream().map(Row::name).collect(Collectors.toSet());

        assertThat(listed).containsAll(optionsOf(target));
    }

    @Test
    void theTableHasNoOptionThatNoTransportKnows() throws IOException {
        Set<String> known =
                targets().stream().flatMap(target -> optionsOf(target).stream()).collect(Collectors.toSet());
        String options = Files.readString(TABLE).replaceAll("(?s)## The source.*", "");

        assertThat(rows(options)).extracting(Row::name).isSubsetOf(known);
    }

    /** An address for each transport. */
    static List<URI> targets() {
        return Stream.of(
                        "http://127.0.0.1:1",
                        "kinesis+http://127.0.0.1:1",
                        "kafka://127.0.0.1:1",
                        "kinesis://us-east-1")
                .map(URI::create)
                .toList();
    }

    static List<JavaField> constants() {
        return new ClassFileImporter()
                .importPackages("io.pinpipe").stream()
                        .filter(type -> !type.getPackageName().startsWith("io.pinpipe.testkit"))
                        .flatMap(type -> type.getFields().stream())
                        .filter(field -> field.getName().startsWith("DEFAULT_"))
                        .filter(field -> field.getModifiers().contains(JavaModifier.PUBLIC))
                        .toList();
    }

    private static String shortName(JavaField constant) {
        String owner = constant.getOwner().getName();
        return owner.substring(owner.lastIndexOf('.') + 1).replace('$', '.') + "." + constant.getName();
    }

    /** Formats a constant's value like the table does. */
    private static String shown(JavaField constant) {
        Object value = value(constant);
        String name = constant.getName();
        if (value instanceof Duration duration) {
            return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
        }
        if (value instanceof Enum<?> choice) {
            return choice.name().toLowerCase(Locale.ROOT);
        }
        return name.endsWith("_BYTES") ? bytes(((Number) value).longValue()) : String.valueOf(value);
    }

    private static String bytes(long bytes) {
        long mebi = 1024 * 1024;
        return bytes % mebi == 0 ? bytes / mebi + " MiB" : bytes / 1024 + " KiB";
    }

    private static Object value(JavaField constant) {
        try {
            return constant.reflect().get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static Set<String> optionsOf(URI target) {
        IllegalArgumentException refusal = catchThrowableOfType(
                IllegalArgumentException.class, () -> Publisher.open(target, Map.of("noSuchOption", "")));
        String message = String.valueOf(refusal.getMessage());
        return Arrays.stream(message.substring(message.indexOf("known are ") + "known are ".length())
                        .split(", "))
                .collect(Collectors.toSet());
    }

    private static List<Row> rows() throws IOException {
        return rows(Files.readString(TABLE));
    }

    private static List<Row> rows(String markdown) {
        return markdown.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(1).split("\\|"))
                .map(cells -> new Row(code(cells[0]), code(cells[1]), code(cells[2])))
                .toList();
    }

    private static String code(String cell) {
        return cell.strip().replace("`", "");
    }
}

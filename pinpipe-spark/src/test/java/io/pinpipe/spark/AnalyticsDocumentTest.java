package io.pinpipe.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The document, the command and the API have the same defaults. */
final class AnalyticsDocumentTest {

    private static final Map<String, Enum<?>> DEFAULTS = Map.of(
            "--ties", Analytics.DEFAULT_TIES,
            "--groups", Analytics.DEFAULT_GROUPS,
            "--median", Analytics.DEFAULT_MEDIAN,
            "--users", Analytics.DEFAULT_USERS);

    @Test
    void theDocumentNamesTheDefaults() throws IOException {
        Path document = Path.of(System.getProperty("pinpipe.project", ".."), "docs", "analytics.md");

        for (String line : Files.readAllLines(document)) {
            String[] cells = line.split("\\|");
            Enum<?> constant = cells.length > 3 ? DEFAULTS.get(cells[1].strip().replace("`", "")) : null;
            if (constant != null) {
                assertThat(cells[3].strip()).as(line).isEqualTo('`' + word(constant) + '`');
            }
        }
        assertThat(Files.readString(document)).contains(DEFAULTS.keySet());
    }

    @Test
    void theCommandHasTheDefaultsOfTheApi() {
        CommandLine command = new CommandLine(new AnalyseCommand());

        DEFAULTS.forEach((option, constant) -> assertThat(
                        command.getCommandSpec().findOption(option).defaultValue())
                .as(option)
                .isEqualTo(word(constant)));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}

package io.pinpipe.spark.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.spark.archive.TopicArchive;
import io.pinpipe.spark.kinesis.KinesisSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The defaults in the documents are those of the code. */
class StreamingDocumentTest {

    @ParameterizedTest
    @CsvSource({
        "startingPosition, " + KinesisSource.DEFAULT_STARTING_POSITION,
        "pollInterval, " + KinesisSource.DEFAULT_POLL_INTERVAL,
        "maxAttempts, " + KinesisSource.DEFAULT_MAX_ATTEMPTS,
        "recordsPerRequest, " + KinesisSource.DEFAULT_RECORDS_PER_REQUEST
    })
    void theDocumentHasTheDefaultOfEachOptionOfTheSource(String option, String value) throws IOException {
        assertThat(defaultOf(option)).startsWith('`' + value + '`');
    }

    @Test
    void theDocumentHasTheDefaultSizeOfABatch() throws IOException {
        assertThat(defaultOf("--records-per-batch")).isEqualTo(grouped(PostStreams.DEFAULT_RECORDS_PER_BATCH));
    }

    @Test
    void theDocumentHasTheDefaultSizeOfAnObject() throws IOException {
        assertThat(document("archive.md"))
                .contains(
                        "`--records-per-object` (" + grouped(TopicArchive.DEFAULT_RECORDS_PER_OBJECT) + " by default)");
    }

    private static String defaultOf(String option) throws IOException {
        return document("streaming.md")
                .lines()
                .filter(line -> line.startsWith("| `" + option + "` |"))
                .map(line -> line.split("\\|")[3].strip())
                .findFirst()
                .orElse("no such option");
    }

    private static String document(String name) throws IOException {
        return Files.readString(Path.of(System.getProperty("pinpipe.project", ".."), "docs", name));
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}

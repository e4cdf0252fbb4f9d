package io.pinpipe.spark.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.testkit.servers.StoredRecord;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The objects of an archive by name, with their contents.
 *
 * @param byKey contents by the name below the archive's root
 */
record ArchivedObjects(Map<String, String> byKey) {

    private static final Pattern KEY = Pattern.compile(
            "topics/(?<topic>[^/]+)/partition=(?<p>\\d+)/\\k<topic>\\+\\k<p>\\+(?<offset>\\d{10})\\.json");

    static ArchivedObjects in(Path root) {
        Map<String, String> byKey = new TreeMap<>();
        files(root).forEach(file -> byKey.put(root.relativize(file).toString(), read(file)));
        return new ArchivedObjects(byKey);
    }

    /** The number of objects, without reading them. */
    static int countIn(Path root) {
        return files(root).size();
    }

    private static List<Path> files(Path root) {
        File topics = root.resolve("topics").toFile();
        return topics.exists() ? filesIn(topics).map(File::toPath).toList() : List.of();
    }

    /** Skips files that are still being written, since they may be gone by the time they are read. */
    private static Stream<File> filesIn(File folder) {
        File[] inside = folder.listFiles((parent, name) -> !name.startsWith("."));
        return inside == null ? Stream.of(folder) : Arrays.stream(inside).flatMap(ArchivedObjects::filesIn);
    }

    /** Compares the objects of a topic to what a consumer reads from it: the same records at the same offsets, each once. */
    void assertEqual(String topic, List<StoredRecord> records) {
        Map<String, String> expected = new TreeMap<>();
        for (StoredRecord record : records) {
            expected.put(record.partition() + "@" + record.offset(), record.value());
        }
        Map<String, String> found = new TreeMap<>();
        byKey.forEach((key, content) -> {
            Matcher name = KEY.matcher(key);
            assertThat(name.matches()).as(key).isTrue();
            if (name.group("topic").equals(topic)) {
                assertThat(content).endsWith("\n");
                long offset = Long.parseLong(name.group("offset"));
                for (String line : content.split("\n")) {
                    assertThat(found.put(Integer.parseInt(name.group("p")) + "@" + offset, line))
                            .as("%s at offset %d", key, offset)
                            .isNull();
                    offset++;
                }
            }
        });
        assertThat(found).isEqualTo(expected);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

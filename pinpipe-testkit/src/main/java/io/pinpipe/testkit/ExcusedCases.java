package io.pinpipe.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the cases that a publisher is excused from out of its users' documentation, so that documentation and tests
 * agree. A case is a list item that begins with its name, as in {@code - `aCaseOfTheContract`: why}. Thread-safe.
 */
public final class ExcusedCases {

    private static final Pattern CASE = Pattern.compile("- `(\\w+)`.*");

    private ExcusedCases() {}

    /**
     * Returns the cases listed under a heading, for {@link PublisherContract#excused()}.
     *
     * @param document a Markdown file
     * @param heading the text of a heading, such as {@code KafkaRestPublisher}; the list ends at the next heading
     * @return the names of the cases; empty when none is listed
     * @throws IllegalStateException when the document has no such heading
     * @throws UncheckedIOException when the document cannot be read
     */
    public static Set<String> under(Path document, String heading) {
        Set<String> names = new TreeSet<>();
        boolean found = false;
        boolean under = false;
        for (String line : lines(document)) {
            if (line.startsWith("#")) {
                under = line.replaceFirst("^#+ ", "").equals(heading);
                found |= under;
            } else if (under) {
                Matcher matcher = CASE.matcher(line);
                if (matcher.matches()) {
                    names.add(matcher.group(1));
                }
            }
        }
        if (!found) {
            throw new IllegalStateException(document + " has no heading '" + heading + "'");
        }
        return names;
    }

    private static Iterable<String> lines(Path document) {
        try {
            return Files.readAllLines(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.pinpipe.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code docs/transports.md}, so that what it says of the delivery contract is what the tests hold. */
public final class TransportsDocument {

    private static final Pattern CASE = Pattern.compile("- `(\\w+)`.*");

    private TransportsDocument() {}

    /**
     * The cases of the contract from which a publisher is excused.
     *
     * @param publisher a heading of the document, such as {@code KafkaRestPublisher}
     * @return the names listed under that heading
     * @throws IllegalStateException when the document has no such heading
     */
    public static Set<String> excused(String publisher) {
        Path document = Path.of(System.getProperty("pinpipe.project", ".."), "docs", "transports.md");
        Set<String> names = new TreeSet<>();
        boolean found = false;
        boolean under = false;
        for (String line : lines(document)) {
            if (line.startsWith("#")) {
                under = line.equals("### " + publisher);
                found |= under;
            } else if (under) {
                Matcher matcher = CASE.matcher(line);
                if (matcher.matches()) {
                    names.add(matcher.group(1));
                }
            }
        }
        if (!found) {
            throw new IllegalStateException(document + " has no heading '### " + publisher + "'");
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

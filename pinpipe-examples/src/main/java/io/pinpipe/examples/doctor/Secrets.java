package io.pinpipe.examples.doctor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Texts that must not be shown, since servers do echo them. Immutable. */
final class Secrets {

    private static final int LENGTH_MAX = 200;
    private static final int PART_LENGTH_MIN = 8;
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}]+");
    private static final Pattern BETWEEN_PARTS = Pattern.compile("[\\s,=]+");

    private final List<String> texts;

    /** The values of headers, and each longer part of one, such as the token after {@code Bearer}. */
    Secrets(Collection<String> headerValues) {
        List<String> found = new ArrayList<>();
        for (String value : headerValues) {
            if (!value.isBlank()) {
                found.add(value);
            }
            BETWEEN_PARTS
                    .splitAsStream(value)
                    .filter(part -> part.length() >= PART_LENGTH_MIN)
                    .forEach(found::add);
        }
        found.sort(Comparator.comparingInt(String::length).reversed());
        this.texts = List.copyOf(found);
    }

    /** The text without secrets, on one line and not long. */
    String hide(String raw) {
        String text = raw;
        for (String secret : texts) {
            text = text.replace(secret, "***");
        }
        String line = BLANKS.matcher(text).replaceAll(" ").strip();
        return line.length() <= LENGTH_MAX ? line : line.substring(0, LENGTH_MAX) + "…";
    }
}

package io.pinpipe.rest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kotlin.Pair;
import okhttp3.Headers;

/**
 * What a far side said, made fit to stand in a sentence: on one line, short, and without anything secret of the request,
 * since gateways do echo an Authorization header.
 */
final class Said {

    private static final int LENGTH_MAX = 200;

    /** Shorter ones are no secrets, and their letters are everywhere. */
    private static final int VALUE_LENGTH_MIN = 4;

    private static final int PART_LENGTH_MIN = 8;
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}]+");
    private static final Pattern PARTS = Pattern.compile("[\\s,]+");
    private static final Set<String> KNOWN_TO_ALL =
            Set.of("accept", "content-type", "host", "user-agent", "x-amz-date");

    private final List<String> secrets;

    /** For answers to a request with these headers. */
    Said(Headers request) {
        List<String> found = new ArrayList<>();
        for (Pair<? extends String, ? extends String> header : request) {
            if (!KNOWN_TO_ALL.contains(header.getFirst().toLowerCase(Locale.ROOT))) {
                addSecrets(header.getSecond(), found);
            }
        }
        found.sort(Comparator.comparingInt(String::length).reversed());
        this.secrets = List.copyOf(found);
    }

    /** The text without secrets, shortened; empty when there is nothing to show. */
    String text(String raw) {
        String text = raw;
        for (String secret : secrets) {
            text = text.replace(secret, "***");
        }
        return brief(text);
    }

    static String brief(String raw) {
        String line = BLANKS.matcher(raw).replaceAll(" ").strip();
        if (line.length() <= LENGTH_MAX) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LENGTH_MAX - 1)) ? LENGTH_MAX - 1 : LENGTH_MAX;
        return line.substring(0, end) + "…";
    }

    /** A value whole, and the longer of its parts, such as the token after {@code Bearer}. */
    private static void addSecrets(String value, List<String> secrets) {
        if (value.length() >= VALUE_LENGTH_MIN) {
            secrets.add(value);
        }
        PARTS.splitAsStream(value)
                .flatMap(part -> Stream.of(part, part.substring(part.indexOf('=') + 1)))
                .filter(part -> part.length() >= PART_LENGTH_MIN)
                .forEach(secrets::add);
    }
}

package io.pinpipe.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes foreign text fit for a message: on one line, short, and without secrets.
 *
 * <p>The text may come from a service, a library, a parser or a user. Three kinds of secrets are replaced by
 * {@code ***}: the values known to the redactor, in whole or in part; a login in an address, such as
 * {@code https://user:password@host}; and whatever follows a name such as {@code password=}. When in doubt it replaces
 * too much.
 *
 * <p>Immutable and thread-safe.
 */
public final class Redactor {

    /** Maximum length of a shortened text: {@value} characters. */
    public static final int LENGTH_MAX = 200;

    /** Knows no values; replaces only what looks like a secret. */
    public static final Redactor UNKNOWING = new Redactor(List.of());

    private static final String HIDDEN = "***";

    /** Shorter values are not secret, and would match everywhere. */
    private static final int VALUE_LENGTH_MIN = 4;

    private static final int PART_LENGTH_MIN = 8;
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}]+");
    private static final Pattern PARTS = Pattern.compile("[\\s,;\"']+");
    private static final Pattern LOGIN = Pattern.compile("//[^\\s'\"<>]*@");

    private static final String NAMES = "pass(?:word|wd|phrase)|pwd|secret|token|(?:api|access|private)[-_.]?key"
            + "|authorization|credentials?|signature|jaas[-_.]config";

    private static final Pattern NAMED_SECRET = Pattern.compile(
            "((?:" + NAMES + ")[\\w.-]*[\"']?\\s*[=:]\\s*)"
                    + "(\"[^\"]*\"|'[^']*'|(?:(?:Bearer|Basic|Digest)\\s+)?[^\\s,;&\"']+)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern SECRET_NAME = Pattern.compile(NAMES + "|key$", Pattern.CASE_INSENSITIVE);

    private final List<String> secrets;

    private Redactor(List<String> secrets) {
        this.secrets = secrets;
    }

    /**
     * Creates a redactor of known secrets.
     *
     * @param values the secrets; if a value has several parts, such as {@code Bearer abc123…} or a login module's
     *     options, its longer parts are hidden on their own too. Values of fewer than 4 characters are not hidden
     * @return a redactor
     */
    public static Redactor of(Collection<String> values) {
        List<String> secrets = new ArrayList<>();
        values.forEach(value -> addSecrets(value, secrets));
        secrets.sort(Comparator.comparingInt(String::length).reversed());
        return new Redactor(List.copyOf(secrets));
    }

    /**
     * Whether a setting of this name usually holds a secret.
     *
     * @param name the name of an option, property or header, in any case
     * @return true for names such as {@code sasl.jaas.config}, {@code ssl.key.password} and {@code x-api-key}
     */
    public static boolean isSecretName(String name) {
        return SECRET_NAME.matcher(name.toLowerCase(Locale.ROOT)).find();
    }

    /**
     * Redacts and shortens a text.
     *
     * @param raw any text
     * @return one line of at most {@value #LENGTH_MAX} characters and an ellipsis; empty for a blank text
     */
    public String text(String raw) {
        return brief(whole(raw));
    }

    /**
     * Redacts a text without shortening it.
     *
     * @param raw any text
     * @return the text without secrets
     */
    public String whole(String raw) {
        String text = raw;
        for (String secret : secrets) {
            text = text.replace(secret, HIDDEN);
        }
        text = LOGIN.matcher(text).replaceAll("//" + HIDDEN + "@");
        Matcher named = NAMED_SECRET.matcher(text);
        return named.replaceAll("$1" + Matcher.quoteReplacement(HIDDEN));
    }

    /**
     * Shortens a text without redacting it.
     *
     * @param raw a text known to contain no secret
     * @return one line of at most {@value #LENGTH_MAX} characters and an ellipsis
     */
    public static String brief(String raw) {
        String line = BLANKS.matcher(raw).replaceAll(" ").strip();
        if (line.length() <= LENGTH_MAX) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LENGTH_MAX - 1)) ? LENGTH_MAX - 1 : LENGTH_MAX;
        return line.substring(0, end) + "…";
    }

    /** Shows how many values it knows, not the values. */
    @Override
    public String toString() {
        return "Redactor[" + secrets.size() + " values]";
    }

    /** Adds a value and the longer of its parts, such as the token after {@code Bearer}. */
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

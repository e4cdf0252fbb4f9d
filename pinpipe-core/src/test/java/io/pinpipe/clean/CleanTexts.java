package io.pinpipe.clean;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary texts that often match a rule, or almost match it. */
final class CleanTexts {

    private CleanTexts() {}

    /** Arbitrary texts that UTF-8 can encode, and null; often one of {@link #words} with surrounding whitespace. */
    static Arbitrary<String> texts() {
        Arbitrary<String> spaced =
                Combinators.combine(spaces(), words(), spaces()).as((before, word, after) -> before + word + after);
        Arbitrary<String> any = Arbitraries.strings().filter(CleanTexts::isWhole);
        return Arbitraries.oneOf(spaced, any).injectNull(0.05);
    }

    /** Sentinels, counts, prefixed paths, and similar texts. */
    static Arbitrary<String> words() {
        List<String> sentinels = Arrays.stream(CleaningRule.values())
                .flatMap(rule -> rule.sentinels().stream())
                .distinct()
                .toList();
        Arbitrary<String> counts = Combinators.combine(
                        Arbitraries.strings().numeric().ofMaxLength(20),
                        Arbitraries.of("", ".", ".5", ".25", ".000"),
                        Arbitraries.of("", "k", "K", "M", "m", "b", "B", "x"))
                .as((units, decimals, letter) -> units + decimals + letter);
        Arbitrary<String> prefixed = Combinators.combine(
                        Arbitraries.integers().between(1, 3), spaces(), Arbitraries.of("/data/art", "", "Local", "…"))
                .as((times, space, path) -> "Local save in ".repeat(times) + space + path);
        return Arbitraries.oneOf(
                Arbitraries.of(sentinels),
                counts,
                prefixed,
                Arbitraries.of("/data/art", "Nearly…\u00a0", "🤍 U\"\\/\n"));
    }

    /** Whitespace of every kind, or none. */
    static Arbitrary<String> spaces() {
        return Arbitraries.strings()
                .withChars(' ', '\t', '\n', '\r', '\u00a0', '\u2003', '\u3000')
                .ofMaxLength(3);
    }

    private static boolean isWhole(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}

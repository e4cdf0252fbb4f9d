package io.pinpipe.clean;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Texts that are often something that a rule looks for, or almost. */
final class CleanTexts {

    private CleanTexts() {}

    /** Any text that has a UTF-8 form, and null; often a {@link #words} with space around it. */
    static Arbitrary<String> texts() {
        Arbitrary<String> spaced =
                Combinators.combine(spaces(), words(), spaces()).as((before, word, after) -> before + word + after);
        Arbitrary<String> any = Arbitraries.strings().filter(CleanTexts::isWhole);
        return Arbitraries.oneOf(spaced, any).injectNull(0.05);
    }

    /** Sentinels, counts, prefixed paths, and what looks like them. */
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

    /** Some white space of every kind, or none. */
    static Arbitrary<String> spaces() {
        return Arbitraries.strings()
                .withChars(' ', '\t', '\n', '\r', '\u00a0', '\u2003', '\u3000')
                .ofMaxLength(3);
    }

    private static boolean isWhole(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}

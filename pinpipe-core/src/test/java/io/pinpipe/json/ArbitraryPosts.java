package io.pinpipe.json;

import io.pinpipe.Geo;
import io.pinpipe.Pin;
import io.pinpipe.PostEvent;
import io.pinpipe.User;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary posts that can be encoded. */
final class ArbitraryPosts {

    private ArbitraryPosts() {}

    static Arbitrary<PostEvent> events() {
        return Arbitraries.oneOf(pins(), geos(), users());
    }

    static Arbitrary<Pin> pins() {
        Arbitrary<String[]> texts = texts().array(String[].class).ofSize(10);
        return Combinators.combine(indexes(), texts, Arbitraries.integers())
                .as((index, t, downloaded) ->
                        new Pin(index, t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7], downloaded, t[8], t[9]));
    }

    static Arbitrary<Geo> geos() {
        return Combinators.combine(indexes(), dates(), decimals(), decimals(), texts())
                .as(Geo::new);
    }

    static Arbitrary<User> users() {
        return Combinators.combine(indexes(), texts(), texts(), Arbitraries.integers(), dates())
                .as(User::new);
    }

    /** Arbitrary texts that UTF-8 can encode, and null. */
    static Arbitrary<String> texts() {
        Arbitrary<String> any = Arbitraries.integers()
                .between(0, Character.MAX_CODE_POINT)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .list()
                .ofMaxSize(40)
                .map(ArbitraryPosts::text);
        Arbitrary<String> ascii = Arbitraries.strings().ascii().ofMaxLength(300);
        Arbitrary<String> awkward = Arbitraries.of(
                        "\"",
                        "\\",
                        "\n",
                        "\r\n",
                        "\u0000",
                        "\u001f",
                        "\u007f",
                        "?",
                        "🤍",
                        "…\u00a0",
                        "é",
                        "plain words, ")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
        return Arbitraries.oneOf(any, ascii, awkward).injectNull(0.05);
    }

    /** Arbitrary finite numbers, many of them with up to six significant digits like those in the tables. */
    static Arbitrary<Double> decimals() {
        Arbitrary<Double> bits =
                Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite);
        Arbitrary<Double> stored = Combinators.combine(
                        Arbitraries.integers().between(-999_999, 999_999),
                        Arbitraries.integers().between(0, 8))
                .as((digits, scale) -> Double.parseDouble(digits + "e-" + scale));
        return Arbitraries.oneOf(bits, stored, Arbitraries.of(0.0, -0.0, Double.MIN_VALUE, Double.MAX_VALUE));
    }

    static Arbitrary<LocalDateTime> dates() {
        Arbitrary<Integer> nanos = Arbitraries.oneOf(
                Arbitraries.just(0),
                Arbitraries.integers().between(1, 999).map(milli -> milli * 1_000_000),
                Arbitraries.integers().between(0, 999_999_999));
        return Combinators.combine(Arbitraries.longs().between(-100_000_000_000L, 300_000_000_000L), nanos)
                .as((second, nano) -> LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC));
    }

    private static Arbitrary<Long> indexes() {
        return Arbitraries.longs();
    }

    private static String text(Iterable<Integer> codePoints) {
        StringBuilder text = new StringBuilder();
        codePoints.forEach(text::appendCodePoint);
        return text.toString();
    }
}

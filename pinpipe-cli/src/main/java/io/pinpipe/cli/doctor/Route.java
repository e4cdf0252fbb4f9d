package io.pinpipe.cli.doctor;

import io.pinpipe.internal.Redactor;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Hops one after the other: what is wrong with one stops the checks of those behind it. Not thread-safe. */
final class Route {

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}]+");

    private final Consumer<Finding> findings;
    private final Redactor secrets;
    private @Nullable String broken;

    /**
     * A route of which nothing is known.
     *
     * @param findings takes what is found at each hop, as soon as it is
     * @param secrets keeps secrets from it, since servers and libraries do echo them
     */
    Route(Consumer<Finding> findings, Redactor secrets) {
        this.findings = findings;
        this.secrets = secrets;
    }

    /** Looks at a hop that all later ones need. */
    Route then(String hop, Check check) throws InterruptedException {
        if (beside(hop, check) && broken == null) {
            broken = hop;
        }
        return this;
    }

    /** Looks at a hop that no later one needs; the answer is whether it is wrong. */
    boolean beside(String hop, Check check) throws InterruptedException {
        if (broken != null) {
            findings.accept(new Finding(hop, Verdict.SKIPPED, "not looked at, since it needs " + broken, ""));
            return false;
        }
        CheckResult sight = check.look();
        findings.accept(new Finding(hop, sight.verdict(), line(sight.saw()), line(sight.advice())));
        return sight.isWrong();
    }

    /** Servers and libraries say things on several lines. */
    private String line(String text) {
        return BLANKS.matcher(secrets.whole(text)).replaceAll(" ").strip();
    }
}

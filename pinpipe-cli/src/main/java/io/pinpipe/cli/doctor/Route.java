package io.pinpipe.cli.doctor;

import io.pinpipe.internal.Redactor;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs checks of hops in order: if one fails, those that need it are skipped. Not thread-safe. */
final class Route {

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}]+");

    private final Consumer<Finding> findings;
    private final Redactor secrets;
    private @Nullable String broken;

    /**
     * Creates a route without findings.
     *
     * @param findings receives each finding as soon as it is available
     * @param secrets removes secrets from findings, since servers and libraries do echo them
     */
    Route(Consumer<Finding> findings, Redactor secrets) {
        this.findings = findings;
        this.secrets = secrets;
    }

    /** Checks a hop that all later ones need. */
    Route then(String hop, Check check) throws InterruptedException {
        if (beside(hop, check) && broken == null) {
            broken = hop;
        }
        return this;
    }

    /** Checks a hop that no later one needs; returns whether it is wrong. */
    boolean beside(String hop, Check check) throws InterruptedException {
        if (broken != null) {
            findings.accept(new Finding(hop, Verdict.SKIPPED, "not checked, since it needs " + broken, ""));
            return false;
        }
        CheckResult result = check.look();
        findings.accept(new Finding(hop, result.verdict(), line(result.saw()), line(result.advice())));
        return result.isWrong();
    }

    /** Joins the lines of messages from servers and libraries. */
    private String line(String text) {
        return BLANKS.matcher(secrets.whole(text)).replaceAll(" ").strip();
    }
}

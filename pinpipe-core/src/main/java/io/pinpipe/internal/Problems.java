package io.pinpipe.internal;

import java.time.Duration;
import java.util.List;

/** Checks settings for builders, which report all their problems at once. */
public final class Problems {

    private Problems() {}

    public static void require(List<String> problems, boolean condition, String problem) {
        if (!condition) {
            problems.add(problem);
        }
    }

    /** Adds a problem unless a duration is greater than zero. */
    public static void requirePositive(List<String> problems, String setting, Duration value) {
        require(problems, !value.isNegative() && !value.isZero(), setting + " must be greater than zero, not " + value);
    }

    /** Adds a problem unless a number of things, such as "post", is at least 1. */
    public static void requireOne(List<String> problems, String setting, long value, String thing) {
        require(problems, value >= 1, setting + " must be at least 1 " + thing + ", not " + value);
    }

    /** Adds a problem unless the rate is greater than zero and finite. */
    public static void requireRate(List<String> problems, double rate) {
        require(
                problems,
                rate > 0 && !Double.isInfinite(rate),
                "rate must be greater than zero and finite, not " + rate);
    }

    /**
     * Ends a check.
     *
     * @throws IllegalArgumentException names all problems, if there are any
     */
    public static void rejectAny(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }
}

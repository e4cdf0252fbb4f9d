package io.pinpipe.internal;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Checks and copies the counts in a run's report. */
public final class EnumCounts {

    private EnumCounts() {}

    /**
     * Checks that the counts of a report add up.
     *
     * @throws IllegalArgumentException when an event is counted more than once, or not at all
     */
    public static void check(
            long sent, long acknowledged, Map<?, Long> failed, long pending, long maybeDuplicated, long maybeStored) {
        long failures = sum(failed);
        if (pending < 0 || sent != acknowledged + failures + pending) {
            throw new IllegalArgumentException("of " + sent + " events sent, " + acknowledged + " acknowledged, "
                    + failures + " failed and " + pending + " pending: each must be counted once");
        }
        if (maybeDuplicated > acknowledged || maybeStored > failures) {
            throw new IllegalArgumentException(maybeDuplicated + " of " + acknowledged
                    + " acknowledged events maybe stored twice and " + maybeStored + " of " + failures
                    + " failed ones maybe stored: a subset cannot exceed its whole");
        }
    }

    public static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns an unmodifiable copy in enum order. */
    public static <K extends Enum<K>> Map<K, Long> copy(Class<K> type, Map<K, Long> counts) {
        Map<K, Long> copy = new EnumMap<>(type);
        copy.putAll(counts);
        return Collections.unmodifiableMap(copy);
    }
}

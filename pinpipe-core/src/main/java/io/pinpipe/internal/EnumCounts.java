package io.pinpipe.internal;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** The numbers in the report of a run. */
public final class EnumCounts {

    private EnumCounts() {}

    /**
     * Holds a report to its arithmetic.
     *
     * @throws IllegalArgumentException when an event is counted twice, or not at all
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
                    + " failed ones maybe stored: there cannot be more than there are events");
        }
    }

    public static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** An unmodifiable copy in the order of the enum. */
    public static <K extends Enum<K>> Map<K, Long> copy(Class<K> type, Map<K, Long> counts) {
        Map<K, Long> copy = new EnumMap<>(type);
        copy.putAll(counts);
        return Collections.unmodifiableMap(copy);
    }
}

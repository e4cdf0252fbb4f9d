package io.pinpipe.source;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Numbers by the constants of an enum. */
final class Counts {

    private Counts() {}

    /** An unmodifiable copy in the order of the enum. */
    static <K extends Enum<K>> Map<K, Long> copy(Class<K> type, Map<K, Long> counts) {
        Map<K, Long> copy = new EnumMap<>(type);
        copy.putAll(counts);
        return Collections.unmodifiableMap(copy);
    }
}

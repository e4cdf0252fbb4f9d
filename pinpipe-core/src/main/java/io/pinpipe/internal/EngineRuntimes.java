package io.pinpipe.internal;

import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Replaces the clock, the threads and the random source of a publisher, for tests in virtual time. Thread-safe. */
public final class EngineRuntimes {

    private static volatile @Nullable BiConsumer<Object, EngineRuntime> setter;

    private EngineRuntimes() {}

    /** Sets how a runtime is passed to a builder of publishers; called by the builders' superclass. */
    public static void setter(BiConsumer<Object, EngineRuntime> setter) {
        EngineRuntimes.setter = Objects.requireNonNull(setter, "setter");
    }

    /** Sets the runtime of the publisher that the builder creates next; closed with that publisher. */
    public static void replace(Object builder, EngineRuntime runtime) {
        Objects.requireNonNull(setter, "no builder is loaded").accept(builder, runtime);
    }
}

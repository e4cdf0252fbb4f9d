package io.pinpipe.transport;

import io.pinpipe.Reason;
import io.pinpipe.internal.EngineRuntime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a refused entry waits: exponential with full jitter, and no shorter than the far side asked for. */
final class Backoff {

    /** The longest wait that a far side is granted, so that a mistaken answer cannot park an entry for its deadline. */
    static final Duration RETRY_AFTER_MAX = Duration.ofSeconds(60);

    private static final int DOUBLINGS_MAX = 30;

    private final long initialNanos;
    private final long maxNanos;
    private final EngineRuntime runtime;

    Backoff(Duration initial, Duration max, EngineRuntime runtime) {
        this.initialNanos = initial.toNanos();
        this.maxNanos = max.toNanos();
        this.runtime = runtime;
    }

    /** The wait after the given number of attempts, from 1. */
    long delayNanos(int attempts, Reason reason, @Nullable Duration asked) {
        if (reason == Reason.TOO_LARGE) {
            return 0;
        }
        int doublings = Math.min(attempts - 1, DOUBLINGS_MAX);
        long ceiling = initialNanos > (maxNanos >> doublings) ? maxNanos : initialNanos << doublings;
        long jittered = runtime.jitter(ceiling);
        if (asked == null || asked.isNegative()) {
            return jittered;
        }
        long granted = asked.compareTo(RETRY_AFTER_MAX) < 0 ? asked.toNanos() : RETRY_AFTER_MAX.toNanos();
        return Math.max(jittered, granted);
    }
}

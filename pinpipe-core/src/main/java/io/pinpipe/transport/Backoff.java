package io.pinpipe.transport;

import io.pinpipe.Reason;
import io.pinpipe.internal.EngineRuntime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Delay before a retry: exponential with full jitter, and at least as long as the service asked for. */
final class Backoff {

    /** Maximum delay that a service may ask for, so that a faulty response cannot park an event until its deadline. */
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

    /** Returns the delay after the given number of attempts, from 1. */
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

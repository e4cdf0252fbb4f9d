package io.pinpipe.internal;

import java.util.concurrent.TimeUnit;

/**
 * Evenly spaced posts, the first immediately. After a delay it catches up with at most one second's worth of posts, to
 * avoid a burst. Not thread-safe; one for each run.
 */
public final class PostRate {

    private static final long CATCH_UP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final double FAR_NANOS = TimeUnit.DAYS.toNanos(10_000);

    private final double intervalNanos;
    private boolean begun;
    private long origin;
    private double offset;

    public PostRate(double postsPerSecond) {
        this.intervalNanos = TimeUnit.SECONDS.toNanos(1) / postsPerSecond;
    }

    /** Returns when the next post is due. */
    public long due(long now) {
        if (begun) {
            offset = Math.max(offset + intervalNanos, now - CATCH_UP_NANOS - origin);
        } else {
            begun = true;
            origin = now;
        }
        return origin + (long) Math.min(offset, FAR_NANOS);
    }
}

package io.pinpipe.source;

import java.util.concurrent.TimeUnit;

/** When the next post of a run is due. Not thread-safe; one for each run. */
interface Pace {

    /**
     * The time at which a post is due.
     *
     * @param pick the post's place in the order
     * @param now the time
     * @return a time; past or present when the post is due at once
     */
    long due(RowOrder.Pick pick, long now);

    /** As fast as the publishers take them. */
    static Pace flatOut() {
        return (pick, now) -> now;
    }

    /** The pause that the classic emulator draws, 0 or 1 s, before each post. */
    static Pace classic() {
        return (pick, now) -> now + TimeUnit.SECONDS.toNanos(pick.pauseSeconds());
    }

    /** A number of posts a second, the first at once. */
    static Rate rate(double postsPerSecond) {
        return new Rate(TimeUnit.SECONDS.toNanos(1) / postsPerSecond);
    }

    /** Evenly spaced posts. After a delay it catches up with at most one second's worth, or it would send a flood. */
    final class Rate implements Pace {

        private static final long CATCH_UP_NANOS = TimeUnit.SECONDS.toNanos(1);

        private static final double FAR_NANOS = TimeUnit.DAYS.toNanos(10_000);

        private final double intervalNanos;
        private boolean begun;
        private long origin;
        private double offset;

        private Rate(double intervalNanos) {
            this.intervalNanos = intervalNanos;
        }

        @Override
        public long due(RowOrder.Pick pick, long now) {
            return due(now);
        }

        /** The time at which the next post is due, whichever it is. */
        long due(long now) {
            if (begun) {
                offset = Math.max(offset + intervalNanos, now - CATCH_UP_NANOS - origin);
            } else {
                begun = true;
                origin = now;
            }
            return origin + (long) Math.min(offset, FAR_NANOS);
        }
    }
}

package io.pinpipe.emulation;

import io.pinpipe.internal.PostRate;
import java.util.concurrent.TimeUnit;

/** Schedules the posts of a run. Not thread-safe; one for each run. */
interface Pace {

    /**
     * Returns when a post is due.
     *
     * @param pick the post's pick
     * @param now the current time
     * @return a time; past or present when the post is due immediately
     */
    long due(RowOrder.Pick pick, long now);

    /** As fast as the publishers accept posts. */
    static Pace flatOut() {
        return (pick, now) -> now;
    }

    /** The classic emulator's random pause, 0 or 1 s, before each post. */
    static Pace classic() {
        return (pick, now) -> now + TimeUnit.SECONDS.toNanos(pick.pauseSeconds());
    }

    /** A constant rate in posts a second, the first immediately. */
    static Pace rate(double postsPerSecond) {
        PostRate rate = new PostRate(postsPerSecond);
        return (pick, now) -> rate.due(now);
    }
}

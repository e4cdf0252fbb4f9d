package io.pinpipe.emulation;

import io.pinpipe.internal.PostRate;
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
    static Pace rate(double postsPerSecond) {
        PostRate rate = new PostRate(postsPerSecond);
        return (pick, now) -> rate.due(now);
    }
}

package io.pinpipe.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A clock that advances only when a run waits or a test advances it. */
public final class VirtualClock implements RunClock {

    private long now = -Duration.ofHours(1).toNanos();
    private final long origin = now;
    private int waits;
    private Runnable onWait = () -> {};

    public Duration elapsed() {
        return Duration.ofNanos(now - origin);
    }

    /** Runs at each wait, once its time has passed. */
    public void onWait(Runnable action) {
        onWait = action;
    }

    public int waits() {
        return waits;
    }

    public void advance(Duration duration) {
        now += duration.toNanos();
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void await(CompletableFuture<?> event, long nanos) {
        if (!event.isDone()) {
            waits++;
            now += nanos;
            onWait.run();
        }
    }
}

package io.pinpipe.source;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Time that passes only when a run waits, or a test says so. */
final class VirtualClock implements RunClock {

    private long now = -Duration.ofHours(1).toNanos();
    private final long origin = now;
    private int waits;
    private Runnable onWait = () -> {};

    Duration elapsed() {
        return Duration.ofNanos(now - origin);
    }

    /** Is run at each wait, once its time has passed. */
    void onWait(Runnable action) {
        onWait = action;
    }

    int waits() {
        return waits;
    }

    void advance(Duration duration) {
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

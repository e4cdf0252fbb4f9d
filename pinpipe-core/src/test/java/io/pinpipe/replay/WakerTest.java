package io.pinpipe.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WakerTest {

    private static final int ROUNDS = 50_000;

    private final Waker waker = new Waker();

    @Test
    void wakingCompletesTheArmedFuture() {
        CompletableFuture<Void> woken = waker.arm();

        waker.wake();

        assertThat(woken).isCompleted();
    }

    @Test
    void wakingWithoutAnArmIsForgotten() {
        waker.wake();

        assertThat(waker.arm()).isNotDone();
    }

    @Test
    void anArmIsNeverErasedByAWakeUpThatBeganBefore() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        Thread other = new Thread(() -> {
            while (!ended.get()) {
                waker.wake();
            }
        });
        other.start();
        boolean lost = false;
        try {
            for (int round = 0; round < ROUNDS && !lost; round++) {
                waker.arm();
                CompletableFuture<Void> woken = waker.arm();
                long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
                while (!woken.isDone() && System.nanoTime() < deadline) {
                    Thread.onSpinWait();
                }
                lost = !woken.isDone();
            }
        } finally {
            ended.set(true);
            other.join();
        }
        assertThat(lost).isFalse();
    }
}

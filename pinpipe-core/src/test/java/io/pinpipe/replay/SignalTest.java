package io.pinpipe.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SignalTest {

    private static final int ROUNDS = 50_000;

    private final Signal signal = new Signal();

    @Test
    void raisingWakesWhoeverArmedBefore() {
        CompletableFuture<Void> woken = signal.arm();

        signal.raise();

        assertThat(woken).isCompleted();
    }

    @Test
    void raisingWithoutAnArmIsForgotten() {
        signal.raise();

        assertThat(signal.arm()).isNotDone();
    }

    @Test
    void anArmIsNeverErasedByARaiseThatBeganBefore() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        Thread other = new Thread(() -> {
            while (!ended.get()) {
                signal.raise();
            }
        });
        other.start();
        boolean lost = false;
        try {
            for (int round = 0; round < ROUNDS && !lost; round++) {
                signal.arm();
                CompletableFuture<Void> woken = signal.arm();
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

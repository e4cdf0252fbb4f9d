package io.pinpipe.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.transport.ByteBudget.Admission;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {

    private static final long CAPACITY = 1_600;

    @AutoClose
    private final ThreadedRuntime runtime = new ThreadedRuntime("test");

    private final ByteBudget budget = new ByteBudget(runtime, CAPACITY, 10);

    @Test
    void whoWaitsIsLetInOnceASixteenthOfTheRoomIsFree() throws InterruptedException {
        budget.acquire(CAPACITY, 0);
        CompletableFuture<Admission> waiting = waiter(10);

        budget.release(99);
        long usedBefore = budget.used();
        budget.release(1);

        assertThat(usedBefore).isEqualTo(CAPACITY - 99);
        assertThat(waiting).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(Admission.ADMITTED_AFTER_WAITING);
        assertThat(budget.used()).isEqualTo(CAPACITY - 100 + 10);
    }

    @Test
    void whoWaitsIsLetInOnceAllRoomIsFreeHoweverMuchIsWanted() throws InterruptedException {
        budget.acquire(10, 0);
        CompletableFuture<Admission> waiting = waiter(10 * CAPACITY);

        budget.release(10);

        assertThat(waiting).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(Admission.ADMITTED_AFTER_WAITING);
    }

    @Test
    void whoseTimeIsOverTakesRoomThatWasTooLittleToWakeItFor() throws InterruptedException {
        budget.acquire(CAPACITY, 0);
        CompletableFuture<Admission> waiting = waiter(10, Duration.ofSeconds(2));

        budget.release(50);

        assertThat(waiting).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(Admission.ADMITTED_AFTER_WAITING);
        assertThat(budget.used()).isEqualTo(CAPACITY - 50 + 10);
    }

    @Test
    void whoseTimeIsOverDoesNotOvertakeOneThatNeedsMoreRoom() throws InterruptedException {
        budget.acquire(CAPACITY, 0);
        CompletableFuture<Admission> large = waiter(500, Duration.ofMinutes(1));
        CompletableFuture<Admission> small = waiter(10, Duration.ofSeconds(1));

        budget.release(50);

        assertThat(small).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(Admission.FULL);
        budget.release(CAPACITY - 50);
        assertThat(large).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(Admission.ADMITTED_AFTER_WAITING);
    }

    @Test
    void whoComesWhileNobodyWaitsIsLetInToTheLastByte() throws InterruptedException {
        budget.acquire(CAPACITY - 1, 0);

        assertThat(budget.acquire(1, 0)).isEqualTo(Admission.ADMITTED);
        assertThat(budget.acquire(1, 0)).isEqualTo(Admission.FULL);
    }

    /** A thread that waits for room by the time of the return. */
    private CompletableFuture<Admission> waiter(long charge) {
        return waiter(charge, Duration.ofMinutes(1));
    }

    private CompletableFuture<Admission> waiter(long charge, Duration patience) {
        CompletableFuture<Admission> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                answer.complete(budget.acquire(charge, patience.toNanos()));
            } catch (InterruptedException e) {
                answer.completeExceptionally(e);
            }
        });
        thread.start();
        while (thread.isAlive()
                && thread.getState() != Thread.State.WAITING
                && thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        return answer;
    }
}

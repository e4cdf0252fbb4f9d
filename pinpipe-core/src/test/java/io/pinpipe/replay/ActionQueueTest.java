package io.pinpipe.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ActionQueueTest {

    private static final int ROUNDS = 5_000;

    private final ActionQueue actions = new ActionQueue();
    private final List<String> performed = new ArrayList<>();

    @Test
    void anActionEndsAWaitThatBeganBeforeItAndOneThatBeginsAfterIt() {
        CompletableFuture<Void> before = actions.arrival();
        assertThat(before).isNotDone();

        actions.wake();

        assertThat(before).isCompleted();
        assertThat(actions.arrival()).isCompleted();
    }

    @Test
    void anActionThatWasPerformedEndsNoWait() {
        actions.wake();
        actions.perform();

        assertThat(actions.arrival()).isNotDone();
    }

    @Test
    void actionsArePerformedInTheOrderOfTheirArrivalWithThoseThatTheyAdd() {
        CompletableFuture<String> future = new CompletableFuture<>();
        actions.onCompletion(future, (value, thrown) -> performed.add(value + " " + thrown));
        actions.add(() -> actions.add(() -> performed.add("last")));
        actions.add(() -> performed.add("first"));
        future.complete("value");
        assertThat(performed).isEmpty();

        actions.perform();

        assertThat(performed).containsExactly("first", "value null", "last");
        assertThat(actions.failure()).isNull();
    }

    @Test
    void anActionThatThrowsIsAFailureAndTheOthersArePerformed() {
        Error error = new StackOverflowError("made by a test");
        actions.onCompletion(CompletableFuture.completedFuture("value"), (value, thrown) -> {
            throw error;
        });
        actions.add(() -> performed.add("other"));

        actions.perform();

        assertThat(actions.failure()).isSameAs(error);
        assertThat(performed).containsExactly("other");
    }

    @Test
    void noArrivalIsMissedByAWaitThatBeginsAtTheSameTime() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> actions.add(() -> performed.add("other")));
            while (performed.isEmpty()) {
                actions.arrival().get(10, TimeUnit.SECONDS);
                actions.perform();
            }
            performed.clear();
            other.join();
        }
    }
}

package io.pinpipe.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ParallelQueriesTest {

    @Test
    void answersComeInTheOrderOfTheQuestions() {
        assertThat(ParallelQueries.<String>run(List.of(() -> "one", () -> "two")))
                .containsExactly("one", "two");
    }

    @Test
    void questionsAreAskedAtTheSameTime() {
        CyclicBarrier all = new CyclicBarrier(3);
        Supplier<Boolean> meets = () -> {
            try {
                all.await();
                return true;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };

        assertThat(ParallelQueries.run(List.of(meets, meets, meets))).hasSize(3);
    }

    @Test
    void theFirstFailureIsThrownOnceAllHaveEnded() {
        IllegalStateException first = new IllegalStateException("first");
        IllegalStateException second = new IllegalStateException("second");

        assertThatThrownBy(() -> ParallelQueries.<String>run(List.of(
                        () -> "fine",
                        () -> {
                            throw first;
                        },
                        () -> {
                            throw second;
                        })))
                .isSameAs(first)
                .hasSuppressedException(second);
    }

    @Test
    void anInterruptReachesTheQuestionsAndStaysWithTheCaller() {
        CountDownLatch never = new CountDownLatch(1);
        Supplier<String> waits = () -> {
            try {
                never.await();
                return "woken";
            } catch (InterruptedException e) {
                return "interrupted";
            }
        };
        Thread.currentThread().interrupt();

        List<String> answers = ParallelQueries.run(List.of(waits));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(answers).containsExactly("interrupted");
    }
}

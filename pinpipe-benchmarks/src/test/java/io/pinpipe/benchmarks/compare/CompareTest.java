package io.pinpipe.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompareTest {

    private final List<String> calls = new ArrayList<>();

    @Test
    void candidatesRunInTurnAfterAWarmUp() throws Exception {
        run(2, List.of(), comparison("a", Scripted.complete("a", calls), Scripted.complete("b", calls)));

        assertThat(calls.stream().filter(call -> call.startsWith("run")))
                .containsExactly("run a", "run b", "run a", "run b", "run a", "run b");
    }

    @Test
    void eachRunIsPreparedAndFinishedAndCountedOnceInTheWarmUp() throws Exception {
        run(1, List.of(), comparison("a", Scripted.complete("a", calls)));

        assertThat(calls)
                .containsExactly("prepare a", "run a", "count a", "finish a", "prepare a", "run a", "finish a");
    }

    @Test
    void aCandidateThatFailsIsFinished() {
        Candidate failing = new Candidate() {
            @Override
            public String name() {
                return "failing";
            }

            @Override
            public long records() {
                return 1;
            }

            @Override
            public long run() {
                throw new IllegalStateException("no");
            }

            @Override
            public long arrived() {
                return 0;
            }

            @Override
            public void finish() {
                calls.add("finish");
            }
        };

        assertThatThrownBy(() -> run(1, List.of(), comparison("failing", failing)))
                .hasMessage("no");
        assertThat(calls).containsExactly("finish");
    }

    @Test
    void recordsThatAreNotDoneAreReported() throws Exception {
        Result result = run(1, List.of(), comparison("a", new Scripted("a", 10, 8, 10, calls)));

        assertThat(result.complete()).isFalse();
        assertThat(Report.table(result)).contains("LOST 2").doesNotContain("NOT FOUND");
    }

    @Test
    void recordsThatDoNotArriveAreReported() throws Exception {
        Result result = run(1, List.of(), comparison("a", new Scripted("a", 10, 10, 7, calls)));

        assertThat(result.complete()).isFalse();
        assertThat(Report.table(result)).contains("NOT FOUND 3").doesNotContain("LOST");
    }

    @Test
    void theLimitHasTheRatioOne() throws Exception {
        Result result =
                run(3, List.of(), comparison("b", Scripted.complete("a", calls), Scripted.complete("b", calls)));

        assertThat(result.standings()).extracting(Score::limit).containsExactly(false, true);
        assertThat(result.standings().get(1).ratio()).isEqualTo(1);
        assertThat(result.complete()).isTrue();
    }

    @Test
    void onlyWhatWasAskedForRunsWithTheLimit() throws Exception {
        run(
                1,
                List.of("SOME"),
                comparison(
                        "limit",
                        Scripted.complete("limit", calls),
                        Scripted.complete("something", calls),
                        Scripted.complete("other", calls)));

        assertThat(calls).contains("run limit", "run something").doesNotContain("run other");
    }

    @Test
    void aComparisonThatWasNotAskedForDoesNotRun() throws Exception {
        try (Compare compare = new Compare(1, List.of("else"), message -> {})) {
            compare.run(comparison("a", Scripted.complete("a", calls)));

            assertThat(compare.results()).isEmpty();
        }
        assertThat(calls).isEmpty();
    }

    @Test
    void aComparisonRefusesALimitThatDoesNotRun() {
        assertThatThrownBy(() -> comparison("b", Scripted.complete("a", calls)))
                .hasMessageContaining("the limit of comparison, 'b', is none of [a]");
    }

    @Test
    void aComparisonRefusesTwoCandidatesOfOneName() {
        assertThatThrownBy(() -> comparison("a", Scripted.complete("a", calls), Scripted.complete("a", calls)))
                .hasMessageContaining("two candidates named 'a'");
    }

    private static Comparison comparison(String limit, Candidate... candidates) {
        return new Comparison("comparison", "records", limit, List.of(candidates));
    }

    private static Result run(int rounds, List<String> only, Comparison comparison) throws Exception {
        try (Compare compare = new Compare(rounds, only, message -> {})) {
            compare.run(comparison);
            return compare.results().get(0);
        }
    }
}

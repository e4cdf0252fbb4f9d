package io.pinpipe.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScoreTest {

    private static final Candidate CONTESTANT = Scripted.complete("a", List.of());

    @Test
    void theRateIsTheMedianOfAnOddNumberOfRuns() {
        assertThat(score(1, 10, 2).recordsPerSecond()).isEqualTo(5);
    }

    @Test
    void theRateIsBetweenTheMiddleTwoOfAnEvenNumberOfRuns() {
        assertThat(score(1, 10, 2, 5).recordsPerSecond()).isEqualTo((5.0 + 2.0) / 2);
    }

    @Test
    void theSlowestAndTheFastestRunAreKept() {
        Score standing = score(1, 10, 2);

        assertThat(standing.slowest()).isEqualTo(1);
        assertThat(standing.fastest()).isEqualTo(10);
    }

    @Test
    void theRatioIsToTheLimitsRate() {
        assertThat(score(2).ratio()).isEqualTo(0.5);
    }

    @Test
    void processorTimeAndAllocationAreForAMillionRecords() {
        Run run = new Run(1_000, 1_000, 1, 2_000_000, 3_000);

        assertThat(run.cpuSecondsPerMillion()).isEqualTo(2);
        assertThat(run.allocatedBytesPerMillion()).isEqualTo(3_000_000);
    }

    /** Ten records in each run, which lasts the given number of seconds; the limit does ten a second. */
    private static Score score(long... seconds) {
        List<Run> runs = LongStream.of(seconds)
                .mapToObj(second -> new Run(10, 10, second * 1_000_000_000, 0, 0))
                .toList();
        return Score.of(CONTESTANT, false, runs, 0, 10);
    }
}

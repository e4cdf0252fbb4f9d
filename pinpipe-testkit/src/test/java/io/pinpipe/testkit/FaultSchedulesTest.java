package io.pinpipe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Draws fault schedules from seeds and checks the engine's invariants after each. */
class FaultSchedulesTest {

    private static final int SCHEDULES = Integer.getInteger("pinpipe.schedules", 1_500);
    private static final long FIRST_SEED = Long.getLong("pinpipe.seed", 1);

    @Test
    void noScheduleBreaksAnInvariant() {
        FaultTotals totals = new FaultTotals();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SCHEDULES; seed++) {
            try {
                new FaultSchedule(seed).run(totals);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "schedule " + seed + " failed; -Dpinpipe.seed=" + seed + " -Dpinpipe.schedules=1 repeats it",
                        e);
            }
        }
        System.out.printf("%d schedules: %s%n", SCHEDULES, totals);

        assertThat(totals.delivered).isPositive();
        assertThat(totals.failed).isPositive();
        assertThat(totals.maybeDuplicated).isPositive();
        assertThat(totals.lateStores).isPositive();
        assertThat(totals.accepted).isEqualTo(totals.delivered + totals.failed);
    }

    @Test
    void theSameSeedRunsTheSameWay() {
        FaultTotals first = new FaultTotals();
        FaultTotals second = new FaultTotals();

        new FaultSchedule(42).run(first);
        new FaultSchedule(42).run(second);

        assertThat(second).hasToString(first.toString());
    }
}

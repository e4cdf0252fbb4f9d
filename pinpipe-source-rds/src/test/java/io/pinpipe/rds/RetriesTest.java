package io.pinpipe.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pinpipe.Reason;
import io.pinpipe.SourceException;
import io.pinpipe.internal.RunClock;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.Test;

class RetriesTest {

    private static final Duration WITHIN = Duration.ofSeconds(60);

    private final Waits waits = new Waits();
    private final Retries retries =
            new Retries(new SourceErrors(RdsCredentials.builder("h", "u", "p").build()), WITHIN, waits);

    @Test
    void whatSucceedsIsReadOnce() {
        assertThat(retries.call("reading", () -> 5)).isEqualTo(5);
        assertThat(waits.nanos).isEmpty();
    }

    @Test
    void aLostConnectionIsTriedAgainUntilItSucceeds() {
        assertThat(retries.call("reading", failing(3, lost()))).isEqualTo("read");
        assertThat(waits.nanos).hasSize(3);
    }

    @Test
    void theWaitsGrowToFiveSecondsAndAreSpread() {
        retries.call("reading", failing(12, lost()));

        for (int i = 0; i < waits.nanos.size(); i++) {
            long ceiling = Math.min(Retries.LONGEST_WAIT.toNanos(), Retries.FIRST_WAIT.toNanos() << i);
            assertThat(waits.nanos.get(i)).isBetween(ceiling / 2, ceiling);
        }
    }

    @Test
    void whatStaysUnavailableFailsWhenTheTimeIsUpAndReportsHowLongItWasRetried() {
        assertThatThrownBy(() -> retries.call("reading", failing(Integer.MAX_VALUE, lost())))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE))
                .hasMessageContaining("retried for 60 s");
        assertThat(waits.now).isEqualTo(WITHIN.toNanos());
    }

    @Test
    void theTimeCountsFromTheFirstFailureOfEachReading() {
        retries.call("reading", failing(12, lost()));
        long before = waits.now;

        SourceException failure = catchThrowableOfType(
                SourceException.class, () -> retries.call("reading", failing(Integer.MAX_VALUE, lost())));

        assertThat(failure).isNotNull();
        assertThat(waits.now - before).isEqualTo(WITHIN.toNanos());
    }

    @Test
    void whatIsRefusedIsNotTriedAgain() {
        SQLException denied = new SQLException("Access denied", "28000", 1045);

        assertThatThrownBy(() -> retries.call("reading", failing(1, denied)))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAUTHENTICATED));
        assertThat(waits.nanos).isEmpty();
    }

    @Test
    void aMistakeOfTheProgramIsPassedOn() {
        IllegalStateException mistake = new IllegalStateException("mistake");

        assertThatThrownBy(() -> retries.call("reading", () -> {
                    throw mistake;
                }))
                .isSameAs(mistake);
    }

    @Test
    void nothingIsReadOnceTheSourceIsClosed() {
        retries.close();

        assertThatThrownBy(() -> retries.call("reading", () -> 5))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CLOSED));
    }

    @Test
    void anInterruptEndsTheWaitAndStaysSet() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> retries.call("reading", failing(1, lost()))).isInstanceOf(SourceException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static SQLException lost() {
        return new SQLNonTransientConnectionException("Communications link failure", "08S01");
    }

    private static Supplier<String> failing(int times, SQLException failure) {
        int[] left = {times};
        return () -> {
            if (left[0]-- > 0) {
                throw new ConnectionException(failure);
            }
            return "read";
        };
    }

    /** Advances the time immediately, and records by how much. */
    private static final class Waits implements RunClock {

        private final List<Long> nanos = new ArrayList<>();
        private long now;

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void await(CompletableFuture<?> event, long wait) throws InterruptedException {
            if (Thread.currentThread().isInterrupted()) {
                Thread.interrupted();
                throw new InterruptedException();
            }
            nanos.add(wait);
            now += wait;
        }
    }
}

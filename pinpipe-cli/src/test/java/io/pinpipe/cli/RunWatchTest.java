package io.pinpipe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunWatchTest {

    private final StringWriter err = new StringWriter();
    private final List<String> failures = new ArrayList<>();
    private long ended;
    private long pending;
    private long now;
    private final RunWatch watch = new RunWatch(
            new PrintWriter(err, true),
            "kafka://broker:9092 u",
            text -> text.replace("s3cret", "***"),
            () -> new RunWatch.Snapshot(ended, pending, List.copyOf(failures)),
            () -> now);

    @Test
    void eachFailureIsPrintedOnceAsSoonAsItIsKnown() {
        failures.add("pin 1 failed");
        watch.look();
        watch.look();
        assertThat(err).hasToString("pin 1 failed" + System.lineSeparator());

        failures.add("pin 2 failed");
        watch.close();
        assertThat(err.toString().lines()).containsExactly("pin 1 failed", "pin 2 failed");
    }

    @Test
    void theOutputContainsNoSecret() {
        failures.add("the service sent s3cret");
        watch.close();

        assertThat(err.toString().strip()).isEqualTo("the service sent ***");
    }

    @Test
    void aSilentTargetIsReportedAfterFiveSecondsWithoutAResponse() {
        pending = 30;
        watch.look();
        pass(Duration.ofMillis(4_999));
        assertThat(err.toString()).isEmpty();

        pass(Duration.ofMillis(1));

        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("Waiting for kafka://broker:9092 u", "30 events", "5 s", "doctor");
    }

    @Test
    void itIsReportedAgainOnlyAfterFourTimesAsLong() {
        pending = 30;
        watch.look();
        for (int second = 0; second < 60; second++) {
            pass(Duration.ofSeconds(1));
        }

        assertThat(err.toString().lines()).hasSize(2);
    }

    @Test
    void aTargetThatAnswersIsNotWaitedFor() {
        pending = 30;
        for (int second = 0; second < 60; second++) {
            ended++;
            watch.look();
            pass(Duration.ofSeconds(1));
        }

        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aRunThatSendsNothingIsNotWaitedFor() {
        watch.look();
        pass(Duration.ofMinutes(5));

        assertThat(err.toString()).isEmpty();
    }

    private void pass(Duration time) {
        now += time.toNanos();
        watch.look();
    }
}

package io.pinpipe.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.PublishException;
import io.pinpipe.Reason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.event.EventRecordingLogger;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.SubstituteLogger;

class LoggingListenerTest {

    private final Queue<SubstituteLoggingEvent> lines = new ArrayDeque<>();
    private final AtomicLong now = new AtomicLong();
    private final LoggingListener listener =
            new LoggingListener(new EventRecordingLogger(new SubstituteLogger("test", lines, true), lines), now::get);

    @Test
    void theFirstFailureIsLoggedAtOnce() {
        listener.failed("topic", failure(Reason.NOT_FOUND));

        assertThat(lines).hasSize(1);
        assertThat(lines.element().getArgumentArray()).contains("it failed, NOT_FOUND");
    }

    @Test
    void moreOfTheSameAreCountedAndNotLogged() {
        for (int i = 0; i < 1_000; i++) {
            listener.failed("topic", failure(Reason.NOT_FOUND));
        }

        assertThat(lines).hasSize(1);
    }

    @Test
    void theNextLineCountsThoseThatWentUnlogged() {
        for (int i = 0; i < 1_000; i++) {
            listener.failed("topic", failure(Reason.NOT_FOUND));
        }
        now.addAndGet(LoggingListener.INTERVAL.plus(Duration.ofMillis(1)).toNanos());
        listener.failed("topic", failure(Reason.NOT_FOUND));

        assertThat(lines).hasSize(2);
        assertThat(lines.stream().skip(1).findFirst().orElseThrow().getArgumentArray())
                .contains(999L);
    }

    @Test
    void anotherReasonAndAnotherDestinationAreLoggedByThemselves() {
        listener.failed("topic", failure(Reason.NOT_FOUND));
        listener.failed("topic", failure(Reason.TIMED_OUT));
        listener.refused("other", failure(Reason.NOT_FOUND));

        assertThat(lines).hasSize(3);
    }

    private static PublishException failure(Reason reason) {
        return new PublishException(reason, "it failed, " + reason, 1, false, null, null);
    }
}

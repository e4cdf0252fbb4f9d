package io.pinpipe.emulation;

import io.pinpipe.Kind;
import io.pinpipe.Reason;
import io.pinpipe.internal.EnumCounts;
import io.pinpipe.internal.RunStats;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run has done, at its end or at a moment on the way.
 *
 * <p>Events are counted for each publisher: a post with three parts into two publishers is one post and six events. Every
 * event that was sent is acknowledged, failed or pending, and a report that does not add up cannot be made. Immutable.
 *
 * @param posts posts that were picked and whose parts were sent, repeats included
 * @param sent events that were sent, and rows that could not be because they are unusable
 * @param acknowledged events that the far side has stored, and named where
 * @param failed events that were not acknowledged, by reason; without the reasons that did not occur
 * @param failures what went wrong: the first messages of each reason
 * @param pending events that were sent and are neither acknowledged nor failed yet. 0 at the end of a run, unless a
 *     publisher breaks its contract: some of its futures were still open 10 s after its flush had completed
 * @param missing rows that their table does not have, by the kind of event that they would have been; without kinds of
 *     which none was missing
 * @param maybeDuplicated how many of the acknowledged events may be stored twice
 * @param maybeStored how many of the failed events may be stored all the same
 * @param rows how many rows could be picked: 11,001, or all rows of the source when it has fewer; 0 before the source
 *     was looked at
 * @param givenUp whether the run ended because so many events in a row had failed as {@link
 *     Emulation#stopAfterFailures} allows
 * @param elapsed since the beginning of the run, up to its end
 */
public record EmulationReport(
        long posts,
        long sent,
        long acknowledged,
        Map<Reason, Long> failed,
        List<String> failures,
        long pending,
        Map<Kind, Long> missing,
        long maybeDuplicated,
        long maybeStored,
        int rows,
        boolean givenUp,
        Duration elapsed) {

    /**
     * Copies the maps and the list, in the order of their enums.
     *
     * @throws IllegalArgumentException when the numbers do not add up
     */
    public EmulationReport {
        failed = EnumCounts.copy(Reason.class, failed);
        failures = List.copyOf(failures);
        missing = EnumCounts.copy(Kind.class, missing);
        EnumCounts.check(sent, acknowledged, failed, pending, maybeDuplicated, maybeStored);
    }

    static EmulationReport of(RunStats.Totals totals, boolean givenUp, Duration elapsed) {
        return new EmulationReport(
                totals.posts(),
                totals.sent(),
                totals.acknowledged(),
                totals.failed(),
                totals.failures(),
                totals.pending(),
                totals.missing(),
                totals.maybeDuplicated(),
                totals.maybeStored(),
                totals.rows(),
                givenUp,
                elapsed);
    }

    /**
     * How many events failed, whatever the reason.
     *
     * @return events, from 0
     */
    public long failedEvents() {
        return EnumCounts.sum(failed);
    }

    /**
     * Says so when the source is too small for the classic order.
     *
     * @return one sentence, or empty when the rows were picked from 11,001 as the classic emulator does
     */
    public Optional<String> note() {
        if (rows == 0 || rows > RowOrder.CLASSIC_LAST_ROW) {
            return Optional.empty();
        }
        return Optional.of("The source has " + rows + " rows: rows 0 to " + (rows - 1) + " were picked from, not 0 to "
                + RowOrder.CLASSIC_LAST_ROW + ", so the order is not that of the classic emulator.");
    }
}

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
 * Statistics of an emulation, at its end or in progress.
 *
 * <p>Events are counted once for each publisher: a post with three parts sent to two publishers is one post and six
 * events. Every event sent is acknowledged, failed or pending; a report whose counts do not add up cannot be created.
 * Immutable.
 *
 * @param posts posts that were picked and whose parts were sent, including repeats
 * @param sent events that were sent, and unusable rows that could not be sent
 * @param acknowledged events that the service has stored, naming where
 * @param failed events that were not acknowledged, by reason; omits reasons that did not occur
 * @param failures the first error messages of each reason
 * @param pending events that were sent and are neither acknowledged nor failed. 0 at the end of a run, unless a
 *     publisher violates its contract: some of its futures were still open 10 s after its flush had completed
 * @param missing rows missing from their table, by the kind of event that they would have become; omits kinds without
 *     missing rows
 * @param maybeDuplicated how many acknowledged events may be stored twice
 * @param maybeStored how many failed events may be stored anyway
 * @param rows how many rows could be picked: 11,001, or all rows of the source when it has fewer; 0 before the source
 *     was queried
 * @param givenUp whether the run ended because as many events in a row failed as {@link Emulation.Builder#stopAfterFailures}
 *     allows
 * @param elapsed time since the start of the run, until its end
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
     * Copies the maps and the list, ordered like their enums.
     *
     * @throws IllegalArgumentException when the counts do not add up
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
     * Returns how many events failed, for any reason.
     *
     * @return events, from 0
     */
    public long failedEvents() {
        return EnumCounts.sum(failed);
    }

    /**
     * Returns a note when the source is too small for the classic order.
     *
     * @return one sentence, or empty when the rows were picked from 11,001 like the classic emulator does
     */
    public Optional<String> note() {
        if (rows == 0 || rows > RowOrder.CLASSIC_LAST_ROW) {
            return Optional.empty();
        }
        return Optional.of("The source has " + rows + " rows: picks were made from rows 0 to "
                + (rows - 1) + ", not 0 to "
                + RowOrder.CLASSIC_LAST_ROW + ", so the order differs from the classic emulator's.");
    }
}

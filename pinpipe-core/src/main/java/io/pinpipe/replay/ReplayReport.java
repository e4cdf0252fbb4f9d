package io.pinpipe.replay;

import io.pinpipe.Kind;
import io.pinpipe.Reason;
import io.pinpipe.internal.EnumCounts;
import io.pinpipe.internal.RunStats;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of a replay, at its end or in progress. Every event sent is acknowledged, failed or pending; a report
 * whose counts do not add up cannot be created. Immutable.
 *
 * @param posts posts that were read and whose parts were sent
 * @param sent events that were sent, and unusable rows that could not be sent
 * @param acknowledged events that the service has stored, naming where
 * @param failed events that were not acknowledged, by reason, including those kept as dead letters; omits reasons that
 *     did not occur
 * @param failures the first error messages of each reason
 * @param pending events that were sent and are neither acknowledged nor failed; 0 at the end of a replay
 * @param deadLettered how many failed events were kept as dead letters
 * @param missing rows missing from their table, by the kind of event that they would have become; omits kinds without
 *     missing rows
 * @param maybeDuplicated how many acknowledged events may be stored twice because an attempt went unanswered
 * @param maybeStored how many failed events may be stored anyway
 * @param ahead the distance from the checkpoint to the highest index when the replay started, which is the number of
 *     posts ahead if indexes are contiguous; from 0
 * @param checkpoint the stored index up to which everything is done; null when nothing is
 * @param elapsed time since the start of the replay, until its end
 */
public record ReplayReport(
        long posts,
        long sent,
        long acknowledged,
        Map<Reason, Long> failed,
        List<String> failures,
        long pending,
        long deadLettered,
        Map<Kind, Long> missing,
        long maybeDuplicated,
        long maybeStored,
        long ahead,
        @Nullable Long checkpoint,
        Duration elapsed) {

    /**
     * Copies the maps and the list, ordered like their enums.
     *
     * @throws IllegalArgumentException when the counts do not add up
     */
    public ReplayReport {
        failed = EnumCounts.copy(Reason.class, failed);
        failures = List.copyOf(failures);
        missing = EnumCounts.copy(Kind.class, missing);
        EnumCounts.check(sent, acknowledged, failed, pending, maybeDuplicated, maybeStored);
    }

    static ReplayReport of(RunStats.Totals totals, long ahead, @Nullable Long checkpoint, Duration elapsed) {
        return new ReplayReport(
                totals.posts(),
                totals.sent(),
                totals.acknowledged(),
                totals.failed(),
                totals.failures(),
                totals.pending(),
                totals.deadLettered(),
                totals.missing(),
                totals.maybeDuplicated(),
                totals.maybeStored(),
                ahead,
                checkpoint,
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
}

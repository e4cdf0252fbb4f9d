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
 * What a replay has done, at its end or at a moment on the way. Every event that was sent is acknowledged, failed or
 * pending, and a report that does not add up cannot be made. Immutable.
 *
 * @param posts posts that were read and whose parts were sent
 * @param sent events that were sent, and rows that could not be because they are unusable
 * @param acknowledged events that the far side has stored, and named where
 * @param failed events that were not acknowledged, by reason, those among them that are kept as dead letters; without
 *     the reasons that did not occur
 * @param failures what went wrong: the first messages of each reason
 * @param pending events that were sent and are neither acknowledged nor failed yet; 0 at the end of a replay
 * @param deadLettered how many of the failed events are kept as dead letters
 * @param missing rows that their table does not have, by the kind of event that they would have been; without kinds of
 *     which none was missing
 * @param maybeDuplicated how many of the acknowledged events may be stored twice, because an attempt went unanswered
 * @param maybeStored how many of the failed events may be stored all the same
 * @param ahead how many indexes lay between the checkpoint and the highest index when the replay began, which is the
 *     number of posts ahead if no index is left out; from 0
 * @param checkpoint the index up to which everything is done, as it is stored; null when nothing is
 * @param elapsed since the beginning of the replay, up to its end
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
     * Copies the maps and the list, in the order of their enums.
     *
     * @throws IllegalArgumentException when the numbers do not add up
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
     * How many events failed, whatever the reason.
     *
     * @return events, from 0
     */
    public long failedEvents() {
        return EnumCounts.sum(failed);
    }
}

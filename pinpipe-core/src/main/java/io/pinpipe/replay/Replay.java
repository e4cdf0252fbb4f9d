package io.pinpipe.replay;

import io.pinpipe.Kind;
import io.pinpipe.PostSource;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.Run;
import io.pinpipe.internal.EnumCounts;
import io.pinpipe.internal.Problems;
import io.pinpipe.internal.RunClock;
import io.pinpipe.internal.RunStats;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends every post of a source once, in index order, and tracks its progress in a checkpoint, so that a later run
 * resumes from there.
 *
 * <pre>{@code
 * CheckpointStore checkpoints = CheckpointStore.file(Path.of("replay.checkpoint"));
 * Run<Replay.Report> run = Replay.builder(source, "mysql://db:3306/pinterest_data", checkpoints)
 *     .build()
 *     .start(publisher, "kafka://localhost:9092 0a1d8948160f");
 * Replay.Report report = run.join();
 * }</pre>
 *
 * <p>The checkpoint is the highest index up to which everything is acknowledged. A run that is killed at any point and
 * started again loses nothing and resends at most the {@linkplain Builder#window window} of posts; one that ended
 * normally resends nothing that was acknowledged below a failure. Each post is sent with the parts it has, and missing
 * rows are counted. Rows added above the highest index read are picked up; rows added below it, or to a post already
 * sent, are not.
 *
 * <p>An event that fails ends the run with a {@link ReplayException} unless dead letters are configured. A replay is a
 * description, which can be {@linkplain #start started} any number of times. Immutable.
 */
public final class Replay {

    /** Default of {@link Builder#window}: {@value} posts. */
    public static final int DEFAULT_WINDOW_POSTS = 10_000;

    /** Default of {@link Builder#checkpointInterval}: 1 second. */
    public static final Duration DEFAULT_CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

    final PostSource source;
    final String sourceName;
    final CheckpointStore checkpoints;
    final ReplaySettings settings;
    private final @Nullable Publisher deadLetterPublisher;
    private final @Nullable Path deadLetterFile;

    private Replay(Builder builder) {
        this.source = builder.source;
        this.sourceName = builder.sourceName;
        this.checkpoints = builder.checkpoints;
        this.settings = new ReplaySettings(
                builder.window,
                builder.checkpointInterval,
                builder.rate,
                builder.failuresAllowed,
                builder.poll,
                builder.progress,
                builder.clock);
        this.deadLetterPublisher = builder.deadLetterPublisher;
        this.deadLetterFile = builder.deadLetterFile;
    }

    /**
     * Describes a replay of a source, as fast as the publisher accepts events.
     *
     * @param source the source of posts; not closed
     * @param sourceName the source's name in the checkpoint, such as {@code mysql://host:3306/pinterest_data}; a
     *     different name means a different source, and it must not contain secrets
     * @param checkpoints stores the checkpoint
     * @return a new builder
     */
    public static Builder builder(PostSource source, String sourceName, CheckpointStore checkpoints) {
        return new Builder(
                Objects.requireNonNull(source, "source"),
                Objects.requireNonNull(sourceName, "sourceName"),
                Objects.requireNonNull(checkpoints, "checkpoints"));
    }

    /**
     * Starts a run on a thread of its own, which keeps the process alive until it ends.
     *
     * @param publisher receives the posts; not closed
     * @param targetName the target's name in the checkpoint, such as {@code kafka://host:9092 0a1d8948160f}; a
     *     different name means a different target, and it must not contain secrets
     * @return the run. It ends after the last post, unless the replay {@linkplain Builder#follow follows} the source, once
     *     everything sent is done and the checkpoint is stored. What fails because the publisher is closed after {@link
     *     Run#stop} stays above the checkpoint, and is no failure of the replay. Its {@link Run#join} throws
     *     <ul>
     *       <li>{@link ReplayException} when an event could neither be delivered nor kept as a dead letter, or when the
     *           checkpoint is above every index of the source and the replay does not follow it;
     *       <li>{@link CheckpointException} when the checkpoint is in use by another replay, belongs to another source or
     *           target, or cannot be read or written, or when the dead-letter file cannot be forced to disk;
     *       <li>{@link io.pinpipe.SourceException} when the source cannot be read; posts sent before are delivered first,
     *           and the checkpoint is stored;
     *       <li>{@link IllegalArgumentException} when the dead-letter file cannot be opened.
     *     </ul>
     */
    public Run<Replay.Report> start(Publisher publisher, String targetName) {
        return new ReplayRun(
                this, Objects.requireNonNull(publisher, "publisher"), Objects.requireNonNull(targetName, "targetName"));
    }

    DeadLetters openDeadLetters() {
        if (deadLetterFile != null) {
            return DeadLetterFile.open(deadLetterFile);
        }
        return deadLetterPublisher == null ? new NoDeadLetters() : new DeadLetterPublisher(deadLetterPublisher);
    }

    /** The settings of a {@link Replay}. Not thread-safe; can be reused. */
    public static final class Builder {

        private final PostSource source;
        private final String sourceName;
        private final CheckpointStore checkpoints;
        private int window = DEFAULT_WINDOW_POSTS;
        private Duration checkpointInterval = DEFAULT_CHECKPOINT_INTERVAL;
        private @Nullable Double rate;
        private long failuresAllowed = Long.MAX_VALUE;
        private @Nullable Duration poll;
        private @Nullable Publisher deadLetterPublisher;
        private @Nullable Path deadLetterFile;
        private Consumer<Report> progress = report -> {};
        private RunClock clock = RunClock.SYSTEM;

        private Builder(PostSource source, String sourceName, CheckpointStore checkpoints) {
            this.source = source;
            this.sourceName = sourceName;
            this.checkpoints = checkpoints;
        }

        /**
         * Sets how many posts may be sent beyond the stored checkpoint. This limits the posts that are resent after the
         * process was killed, and the posts that await acknowledgements; fewer if posts are wide, about 24 MiB of heap.
         *
         * <p>The checkpoint is stored whenever a quarter of the window is done, and at every interval.
         *
         * @param posts from 1; {@value Replay#DEFAULT_WINDOW_POSTS} by default. A small window causes many small requests
         * @return this builder
         */
        public Builder window(int posts) {
            this.window = posts;
            return this;
        }

        /**
         * Sets the maximum time that the stored checkpoint may lag behind.
         *
         * @param interval greater than zero; one second by default
         * @return this builder
         */
        public Builder checkpointInterval(Duration interval) {
            this.checkpointInterval = Objects.requireNonNull(interval, "interval");
            return this;
        }

        /**
         * Sets how many posts to send a second, evenly spaced; as fast as the publisher accepts them by default. After a
         * delay the replay catches up with at most one second's worth of posts.
         *
         * @param postsPerSecond finite, greater than zero
         * @return this builder
         */
        public Builder rate(double postsPerSecond) {
            this.rate = postsPerSecond;
            return this;
        }

        /**
         * Continues after the last post, polling the source for new ones until the run is {@linkplain Run#stop stopped}.
         *
         * @param poll how long to wait after a poll without new posts, greater than zero
         * @return this builder
         */
        public Builder follow(Duration poll) {
            this.poll = Objects.requireNonNull(poll, "poll");
            return this;
        }

        /**
         * Sends failed events to another publisher and continues; they count as done once it has acknowledged them.
         * Replaces {@link #deadLetters(Path)}.
         *
         * <p>An unusable row cannot be converted to an event and still ends the replay. So does an event that the other
         * publisher cannot deliver either, or that fails because the first publisher is closed.
         *
         * @param publisher receives the failed events; not closed
         * @return this builder
         */
        public Builder deadLetters(Publisher publisher) {
            this.deadLetterPublisher = Objects.requireNonNull(publisher, "publisher");
            this.deadLetterFile = null;
            return this;
        }

        /**
         * Appends failed events to a file and continues; they count as done once they are on disk. Replaces
         * {@link #deadLetters(Publisher)}.
         *
         * <p>Each event is one line of JSON with {@code kind}, {@code index}, {@code reason}, {@code maybeStored},
         * {@code message} and {@code event}, the event as it would have been sent, or null when it cannot be encoded.
         * Unusable rows are kept too. An event may occur in the file again after a restart. An event that fails because the
         * publisher is closed still ends the replay. A new file is readable by its owner only, where the file system has
         * permissions.
         *
         * @param file the file, created if necessary; its folder must exist, and it must not belong to the checkpoint
         * @return this builder
         */
        public Builder deadLetters(Path file) {
            this.deadLetterFile = Objects.requireNonNull(file, "file");
            this.deadLetterPublisher = null;
            return this;
        }

        /**
         * Ends the replay, even with dead letters, when this many events in a row have failed without an acknowledgement
         * between them, as when the target is misconfigured or down. The first of them have become dead letters by then, if
         * those are configured, and the checkpoint stays below the others. Without this limit every failed event can become
         * a dead letter.
         *
         * @param events from 1
         * @return this builder
         */
        public Builder stopAfterFailures(long events) {
            this.failuresAllowed = events;
            return this;
        }

        /**
         * Sets a consumer of progress reports, called at most ten times a second and at the end, on the thread of the run.
         *
         * @param progress receives the reports; an exception that it throws ends the replay
         * @return this builder
         */
        public Builder progress(Consumer<Report> progress) {
            this.progress = Objects.requireNonNull(progress, "progress");
            return this;
        }

        Builder clock(RunClock clock) {
            this.clock = clock;
            return this;
        }

        /**
         * Builds the replay. Nothing is read, written or sent yet.
         *
         * @return a replay with these settings
         * @throws IllegalArgumentException when settings are invalid, or the dead-letter file belongs to the checkpoint;
         *     names all problems
         */
        public Replay build() {
            List<String> problems = new ArrayList<>();
            Problems.requireOne(problems, "window", window, "post");
            Problems.requirePositive(problems, "checkpointInterval", checkpointInterval);
            if (poll != null) {
                Problems.requirePositive(problems, "poll", poll);
            }
            if (rate != null) {
                Problems.requireRate(problems, rate);
            }
            Problems.requireOne(problems, "stopAfterFailures", failuresAllowed, "event");
            if (deadLetterFile != null && checkpoints instanceof CheckpointFile file) {
                String conflict = file.conflict(deadLetterFile);
                if (conflict != null) {
                    problems.add(conflict);
                }
            }
            Problems.rejectAny(problems);
            return new Replay(this);
        }
    }

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
    public record Report(
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
            Duration elapsed)
            implements Run.Report {

        /**
         * Copies the maps and the list, ordered like their enums.
         *
         * @throws IllegalArgumentException when the counts do not add up
         */
        public Report {
            failed = EnumCounts.copy(Reason.class, failed);
            failures = List.copyOf(failures);
            missing = EnumCounts.copy(Kind.class, missing);
            EnumCounts.check(sent, acknowledged, failed, pending, maybeDuplicated, maybeStored);
        }

        static Report of(RunStats.Totals totals, long ahead, @Nullable Long checkpoint, Duration elapsed) {
            return new Report(
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
    }
}

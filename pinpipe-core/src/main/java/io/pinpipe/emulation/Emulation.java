package io.pinpipe.emulation;

import io.pinpipe.Kind;
import io.pinpipe.PostSource;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.Run;
import io.pinpipe.internal.EnumCounts;
import io.pinpipe.internal.Problems;
import io.pinpipe.internal.RunClock;
import io.pinpipe.internal.RunStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The classic emulator: picks random posts in the order determined by its seed, and sends the pin, geo and user of each
 * to one or more publishers.
 *
 * <pre>{@code
 * Run<Emulation.Report> run = Emulation.builder(source).rate(100).limit(10_000).build().start(publisher);
 * Emulation.Report report = run.join();
 * }</pre>
 *
 * <p>An emulation is a description, which can be {@linkplain #start started} any number of times. Without {@link
 * Builder#limit} and {@link Builder#duration} a run continues until it is {@linkplain Run#stop stopped}.
 * Immutable.
 */
public final class Emulation {

    /** Default of {@link Builder#seed}: {@value}, as in the classic emulator. */
    public static final long DEFAULT_SEED = 100;

    final PostSource source;
    final long seed;
    final long limit;
    final @Nullable Duration duration;
    final long failuresAllowed;
    private final @Nullable Double rate;
    private final boolean classicPace;
    final Consumer<Report> progress;
    final RunClock clock;

    private Emulation(Builder builder) {
        this.source = builder.source;
        this.seed = builder.seed;
        this.limit = builder.limit;
        this.duration = builder.duration;
        this.failuresAllowed = builder.failuresAllowed;
        this.rate = builder.rate;
        this.classicPace = builder.classicPace;
        this.progress = builder.progress;
        this.clock = builder.clock;
    }

    /**
     * Describes an endless run with the classic seed, as fast as the publishers accept events.
     *
     * @param source the source of posts; not closed
     * @return a new builder
     */
    public static Builder builder(PostSource source) {
        return new Builder(Objects.requireNonNull(source, "source"));
    }

    /**
     * Starts a run on a thread of its own, which keeps the process alive until it ends.
     *
     * @param publishers receive each post, at least one; not closed
     * @return the run. It ends at the limit, after the duration, when a publisher is closed, or {@linkplain
     *     Builder#stopAfterFailures after failures}, if set, once everything sent is acknowledged or has failed. Its
     *     {@link Run#join} throws {@link io.pinpipe.SourceException} when the source cannot be read, or has no posts;
     *     events sent before are delivered first
     * @throws IllegalArgumentException when no publisher is given
     */
    public Run<Emulation.Report> start(Publisher... publishers) {
        List<Publisher> targets = List.of(publishers);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("an emulation needs at least one publisher");
        }
        return new EmulationRun(this, targets);
    }

    /** Returns the pace of a new run. */
    Pace pace() {
        if (classicPace) {
            return Pace.classic();
        }
        return rate == null ? Pace.flatOut() : Pace.rate(rate);
    }

    /** The settings of an {@link Emulation}. Not thread-safe; can be reused. */
    public static final class Builder {

        private final PostSource source;
        private long seed = DEFAULT_SEED;
        private long limit = Long.MAX_VALUE;
        private @Nullable Duration duration;
        private @Nullable Double rate;
        private boolean classicPace;
        private long failuresAllowed = Long.MAX_VALUE;
        private Consumer<Report> progress = report -> {};
        private RunClock clock = RunClock.SYSTEM;

        private Builder(PostSource source) {
            this.source = source;
        }

        /**
         * Sets the seed, which determines the order of rows.
         *
         * @param seed {@value Emulation#DEFAULT_SEED} by default; see {@link RowOrder}
         * @return this builder
         */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /**
         * Sets how many posts to send; unlimited by default.
         *
         * @param posts from 1
         * @return this builder
         */
        public Builder limit(long posts) {
            this.limit = posts;
            return this;
        }

        /**
         * Sets how long to pick posts; unlimited by default. Posts sent by then are still delivered.
         *
         * @param duration greater than zero, measured from the start
         * @return this builder
         */
        public Builder duration(Duration duration) {
            this.duration = Objects.requireNonNull(duration, "duration");
            return this;
        }

        /**
         * Sets how many posts to send a second, evenly spaced; replaces {@link #classicPace()}. After a delay the run
         * catches up with at most one second's worth of posts.
         *
         * @param postsPerSecond finite, greater than zero
         * @return this builder
         */
        public Builder rate(double postsPerSecond) {
            this.rate = postsPerSecond;
            this.classicPace = false;
            return this;
        }

        /**
         * Sleeps 0 or 1 s before each post, like the classic emulator; replaces {@link #rate(double)}.
         *
         * @return this builder
         */
        public Builder classicPace() {
            this.rate = null;
            this.classicPace = true;
            return this;
        }

        /**
         * Ends the run when this many events in a row have failed without an acknowledgement between them, as when the
         * target is misconfigured or down. Posts sent by then are still delivered. Without this limit failures do not
         * end the run.
         *
         * @param events from 1
         * @return this builder
         */
        public Builder stopAfterFailures(long events) {
            this.failuresAllowed = events;
            return this;
        }

        /**
         * Sets a consumer of progress reports, called at most ten times a second and at the end, on the thread of the
         * run.
         *
         * @param progress receives the reports; an exception that it throws ends the run
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
         * Builds the emulation. Nothing is read or sent yet.
         *
         * @return an emulation with these settings
         * @throws IllegalArgumentException when settings are invalid; names all problems
         */
        public Emulation build() {
            List<String> problems = new ArrayList<>();
            Problems.requireOne(problems, "limit", limit, "post");
            if (duration != null) {
                Problems.requirePositive(problems, "duration", duration);
            }
            if (rate != null) {
                Problems.requireRate(problems, rate);
            }
            Problems.requireOne(problems, "stopAfterFailures", failuresAllowed, "event");
            Problems.rejectAny(problems);
            return new Emulation(this);
        }
    }

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
    public record Report(
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

        static Report of(RunStats.Totals totals, boolean givenUp, Duration elapsed) {
            return new Report(
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
}

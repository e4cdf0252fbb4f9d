package io.pinpipe.emulation;

import io.pinpipe.Kind;
import io.pinpipe.Post;
import io.pinpipe.PostSource;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import io.pinpipe.SourceException;
import io.pinpipe.emulation.Prefetch.Picked;
import io.pinpipe.internal.ReadAhead;
import io.pinpipe.internal.RunClock;
import io.pinpipe.internal.RunStats;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A run of the classic emulator: picks random posts in the order determined by its seed, and sends the pin, geo and
 * user of each to one or more publishers.
 *
 * <p>A dedicated thread reads rows ahead, many with one query. Without {@link #limit} and {@link #duration} the run
 * continues until it is {@link #stop stopped}. An emulation runs once. Configure it on one thread; {@link #stop} and
 * {@link #report} may be called from any.
 */
public final class Emulation {

    /** Default of {@link #seed}: {@value}, as in the classic emulator. */
    public static final long DEFAULT_SEED = 100;

    private static final long PROGRESS_NANOS = Duration.ofMillis(100).toNanos();

    /** How long a publisher may take to complete its futures after its flush; by contract they are complete by then. */
    private static final long LATE_NANOS = Duration.ofSeconds(10).toNanos();

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private final PostSource source;
    private final RunStats stats = new RunStats();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final AtomicBoolean used = new AtomicBoolean();
    private long seed = DEFAULT_SEED;
    private long limit = Long.MAX_VALUE;
    private long durationNanos = Long.MAX_VALUE;
    private long failuresAllowed = Long.MAX_VALUE;
    private volatile boolean givenUp;
    private Supplier<Pace> pace = Pace::flatOut;
    private Consumer<EmulationReport> progress = report -> {};
    private RunClock clock = RunClock.SYSTEM;
    private volatile @Nullable Long startedAt;
    private volatile @Nullable Long endedAt;
    private long progressAt;

    private Emulation(PostSource source) {
        this.source = source;
    }

    /**
     * Creates an endless run with the classic seed, as fast as the publishers accept events.
     *
     * @param source the source of posts; not closed
     * @return a run that has not started
     */
    public static Emulation of(PostSource source) {
        return new Emulation(Objects.requireNonNull(source, "source"));
    }

    /**
     * Sets the seed, which determines the order of rows.
     *
     * @param seed {@value #DEFAULT_SEED} by default; see {@link RowOrder}
     * @return this run
     */
    public Emulation seed(long seed) {
        this.seed = seed;
        return this;
    }

    /**
     * Sets how many posts to send; unlimited by default.
     *
     * @param posts from 1
     * @return this run
     * @throws IllegalArgumentException when it is less than 1
     */
    public Emulation limit(long posts) {
        if (posts < 1) {
            throw new IllegalArgumentException("limit must be at least 1 post, not " + posts);
        }
        this.limit = posts;
        return this;
    }

    /**
     * Sets how long to pick posts; unlimited by default. Posts sent by then are still delivered.
     *
     * @param duration greater than zero, measured from the call of {@link #into}
     * @return this run
     * @throws IllegalArgumentException when it is zero or negative
     */
    public Emulation duration(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("duration must be greater than zero, not " + duration);
        }
        this.durationNanos = duration.compareTo(LONGEST) < 0 ? duration.toNanos() : Long.MAX_VALUE;
        return this;
    }

    /**
     * Sets how many posts to send a second, evenly spaced; replaces {@link #classicPace()}. After a delay the run
     * catches up with at most one second's worth of posts.
     *
     * @param postsPerSecond finite, greater than zero
     * @return this run
     * @throws IllegalArgumentException when it is zero, negative or not finite
     */
    public Emulation rate(double postsPerSecond) {
        if (!(postsPerSecond > 0) || Double.isInfinite(postsPerSecond)) {
            throw new IllegalArgumentException("rate must be greater than zero and finite, not " + postsPerSecond);
        }
        this.pace = () -> Pace.rate(postsPerSecond);
        return this;
    }

    /**
     * Sleeps 0 or 1 s before each post, like the classic emulator; replaces {@link #rate(double)}.
     *
     * @return this run
     */
    public Emulation classicPace() {
        this.pace = Pace::classic;
        return this;
    }

    /**
     * Ends the run when this many events in a row have failed without an acknowledgement between them, as when the
     * target is misconfigured or down. Posts sent by then are still delivered. Without this limit failures do not end
     * the run.
     *
     * @param events from 1
     * @return this run
     * @throws IllegalArgumentException when it is less than 1
     */
    public Emulation stopAfterFailures(long events) {
        this.failuresAllowed = RunStats.failuresAllowed(events);
        return this;
    }

    /**
     * Sets a consumer of progress reports, called at most ten times a second and at the end, on the thread that called
     * {@link #into}.
     *
     * @param progress receives the reports; an exception that it throws ends the run
     * @return this run
     */
    public Emulation progress(Consumer<EmulationReport> progress) {
        this.progress = Objects.requireNonNull(progress, "progress");
        return this;
    }

    Emulation clock(RunClock clock) {
        this.clock = clock;
        return this;
    }

    /**
     * Runs the emulation; returns when every event sent has been acknowledged or has failed.
     *
     * <p>Ends at the limit, after the duration, when {@link #stop} is called, when the thread is interrupted
     * (preserving the interrupt flag), when a publisher is closed, or {@link #stopAfterFailures after failures}, if
     * set.
     *
     * @param publishers receive each post, at least one; not closed
     * @return what was sent, and the outcome
     * @throws SourceException when the source cannot be read, or has no posts; events sent before are delivered first,
     *     and counted in {@link #report()}
     * @throws IllegalArgumentException when no publisher is given
     * @throws IllegalStateException when this run has already started
     */
    public EmulationReport into(Publisher... publishers) {
        List<Publisher> targets = List.of(publishers);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("an emulation needs at least one publisher");
        }
        if (!used.compareAndSet(false, true)) {
            throw new IllegalStateException("an emulation runs only once: create another one to run again");
        }
        progressAt = clock.nanoTime();
        startedAt = progressAt;
        boolean interrupted = false;
        try {
            send(targets);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            interrupted |= deliver(targets);
            endedAt = clock.nanoTime();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        EmulationReport report = report();
        progress.accept(report);
        return report;
    }

    /**
     * Stops the run, from any thread: no further post is picked, posts already sent are delivered, and {@link #into}
     * returns. A run that has not started ends as soon as it does. Idempotent.
     */
    public void stop() {
        stopped.complete(null);
    }

    /**
     * Returns the progress so far; callable from any thread.
     *
     * @return a snapshot
     */
    public EmulationReport report() {
        Long start = startedAt;
        Long end = endedAt;
        if (start == null) {
            return EmulationReport.of(stats.totals(), givenUp, Duration.ZERO);
        }
        return EmulationReport.of(
                stats.totals(), givenUp, Duration.ofNanos((end == null ? clock.nanoTime() : end) - start));
    }

    private void send(List<Publisher> targets) throws InterruptedException {
        PickedRows rows = PickedRows.of(source);
        stats.rows(rows.count());
        Pace spacing = pace.get();
        RowOrder order = RowOrder.classic(seed, rows.count());
        try (ReadAhead<Picked> posts = Prefetch.of(source, order, rows, limit)) {
            stopped.thenRun(posts::stop);
            Picked next = posts.next();
            while (next != null && awaitTurn(spacing, next.pick())) {
                send(next, targets);
                showProgress();
                next = posts.next();
            }
        }
    }

    /** Waits until the next post is due; returns false when the run ends first. */
    private boolean awaitTurn(Pace spacing, RowOrder.Pick pick) throws InterruptedException {
        long now = clock.nanoTime();
        long due = spacing.due(pick, now);
        while (!stopped.isDone()) {
            long left = left(now);
            if (left <= 0) {
                return false;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (due - now <= 0) {
                return true;
            }
            clock.await(stopped, Math.min(due - now, left));
            now = clock.nanoTime();
        }
        return false;
    }

    private long left(long now) {
        Long start = startedAt;
        return start == null ? durationNanos : durationNanos - (now - start);
    }

    private void send(Picked picked, List<Publisher> targets) {
        Post post = picked.post();
        stats.post();
        Set<Kind> absent = EnumSet.allOf(Kind.class);
        post.events().forEach(event -> absent.remove(event.kind()));
        for (Kind kind : absent) {
            SourceException unusable = picked.unusable().get(kind);
            if (unusable == null) {
                stats.missing(kind);
            } else {
                targets.forEach(target -> stats.unusable(unusable));
            }
        }
        for (Publisher target : targets) {
            List<CompletableFuture<Receipt>> futures = target.send(post);
            stats.sent(futures.size());
            futures.forEach(future -> future.whenComplete(this::settled));
        }
    }

    private void settled(@Nullable Receipt receipt, @Nullable Throwable thrown) {
        if (receipt != null) {
            stats.acknowledged(receipt);
            return;
        }
        Reason reason = stats.failed(
                thrown == null ? new IllegalStateException("an acknowledgement without a receipt") : thrown);
        if (stats.failedInARow() >= failuresAllowed) {
            givenUp = true;
            stop();
        } else if (reason == Reason.CLOSED) {
            stop();
        }
    }

    /** Waits until everything sent has completed; returns true when the thread was interrupted. */
    private boolean deliver(List<Publisher> targets) {
        CompletableFuture<?> delivered =
                CompletableFuture.allOf(targets.stream().map(Publisher::flush).toArray(CompletableFuture[]::new));
        CompletableFuture<?> never = new CompletableFuture<>();
        boolean interrupted = false;
        long lateBy = 0;
        while (!delivered.isDone() || (stats.pending() > 0 && lateBy < LATE_NANOS)) {
            try {
                if (delivered.isDone()) {
                    lateBy += PROGRESS_NANOS;
                    clock.await(never, PROGRESS_NANOS);
                } else {
                    clock.await(delivered, PROGRESS_NANOS);
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
            showProgress();
        }
        return interrupted;
    }

    private void showProgress() {
        long now = clock.nanoTime();
        if (now - progressAt >= PROGRESS_NANOS) {
            progressAt = now;
            progress.accept(report());
        }
    }
}

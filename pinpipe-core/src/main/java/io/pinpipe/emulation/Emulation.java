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
 * A run of the classic emulator: picks posts at random, as its seed has it, and sends the pin, the geo and the user of
 * each to one or more publishers.
 *
 * <p>Rows are read ahead on a thread of the run's own, many with one query. Without {@link #limit} and {@link #duration}
 * the run goes on until it is {@link #stop stopped}. One object is one run. The settings are for one thread; {@link
 * #stop} and {@link #report} may be called from any.
 */
public final class Emulation {

    /** Default of {@link #seed}: {@value}, the classic emulator's. */
    public static final long DEFAULT_SEED = 100;

    private static final long PROGRESS_NANOS = Duration.ofMillis(100).toNanos();

    /** How long a publisher may take to end its futures once its flush is complete, which by its contract is no time. */
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
     * A run over a source, with the classic seed, without end and as fast as the publishers take events.
     *
     * @param source where the posts are; stays open
     * @return a run that has not begun
     */
    public static Emulation of(PostSource source) {
        return new Emulation(Objects.requireNonNull(source, "source"));
    }

    /**
     * Which order to pick rows in.
     *
     * @param seed {@value #DEFAULT_SEED} by default; see {@link RowOrder}
     * @return this run
     */
    public Emulation seed(long seed) {
        this.seed = seed;
        return this;
    }

    /**
     * How many posts to send; no limit by default.
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
     * How long to go on picking posts; without end by default. What was sent by then is still delivered.
     *
     * @param duration more than zero, from the call of {@link #into}
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
     * How many posts to send a second, evenly spaced; replaces {@link #classicPace()}. After a delay the run catches up
     * with at most one second's worth of posts.
     *
     * @param postsPerSecond more than zero, and finite
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
     * Sleeps 0 or 1 s before each post, as drawn by the classic emulator; replaces {@link #rate(double)}.
     *
     * @return this run
     */
    public Emulation classicPace() {
        this.pace = Pace::classic;
        return this;
    }

    /**
     * Ends the run when so many events in a row have failed and none was acknowledged in between, as when the target is
     * wrong or down. What was sent by then is still delivered. Without it failures do not end the run.
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
     * Is told how far the run is, at most ten times a second and at the end, by the thread that called {@link #into}.
     *
     * @param progress what it throws ends the run
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
     * Runs, and returns when every event that was sent has been acknowledged or has failed.
     *
     * <p>Ends at the limit, after the duration, when {@link #stop} is called, when the thread is interrupted (the flag
     * is kept), when a publisher turns out to be closed, or {@link #stopAfterFailures after failures}, if that is set.
     *
     * @param publishers where each post goes, at least one; they stay open
     * @return what was sent, and what became of it
     * @throws SourceException when the source cannot be read, or has no post; what was sent before is delivered first,
     *     and counted in {@link #report()}
     * @throws IllegalArgumentException when no publisher is given
     * @throws IllegalStateException when this run has already begun
     */
    public EmulationReport into(Publisher... publishers) {
        List<Publisher> targets = List.of(publishers);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("an emulation needs at least one publisher");
        }
        if (!used.compareAndSet(false, true)) {
            throw new IllegalStateException("an emulation runs once; make another one to run again");
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
     * Ends the run from any thread: no further post is picked, what was sent is delivered, and {@link #into} returns. A
     * run that has not begun ends as soon as it does. A second call has no effect.
     */
    public void stop() {
        stopped.complete(null);
    }

    /**
     * What the run has done so far; from any thread.
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

    /** Waits until the next post is due; false when the run ends before. */
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

    /** Waits until all that was sent has ended; true when the thread was interrupted meanwhile. */
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

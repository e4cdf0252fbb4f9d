package io.pinpipe.emulation;

import io.pinpipe.Kind;
import io.pinpipe.Post;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import io.pinpipe.Run;
import io.pinpipe.SourceException;
import io.pinpipe.emulation.Prefetch.Picked;
import io.pinpipe.internal.ReadAhead;
import io.pinpipe.internal.RunStats;
import io.pinpipe.internal.RunThread;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A run of an {@link Emulation}. A dedicated thread reads rows ahead, many with one query. Thread-safe.
 */
final class EmulationRun implements Run<Emulation.Report> {

    private static final long PROGRESS_NANOS = Duration.ofMillis(100).toNanos();

    /** How long a publisher may take to complete its futures after its flush; by contract they are complete by then. */
    private static final long LATE_NANOS = Duration.ofSeconds(10).toNanos();

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private final Emulation emulation;
    private final long durationNanos;
    private final RunStats stats = new RunStats();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final long startedAt;
    private volatile @Nullable Long endedAt;
    private volatile boolean givenUp;
    private long progressAt;
    private final RunThread<Emulation.Report> thread;

    EmulationRun(Emulation emulation, List<Publisher> targets) {
        this.emulation = emulation;
        Duration duration = emulation.duration;
        this.durationNanos = duration != null && duration.compareTo(LONGEST) < 0 ? duration.toNanos() : Long.MAX_VALUE;
        this.startedAt = emulation.clock.nanoTime();
        this.progressAt = startedAt;
        this.thread = RunThread.start("pinpipe-emulation", () -> run(targets));
    }

    @Override
    public Emulation.Report join() {
        return thread.join();
    }

    @Override
    public void stop() {
        stopped.complete(null);
    }

    @Override
    public Emulation.Report report() {
        Long end = endedAt;
        long now = end == null ? emulation.clock.nanoTime() : end;
        return Emulation.Report.of(stats.totals(), givenUp, Duration.ofNanos(now - startedAt));
    }

    private Emulation.Report run(List<Publisher> targets) {
        boolean interrupted = false;
        try {
            send(targets);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            interrupted |= deliver(targets);
            endedAt = emulation.clock.nanoTime();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        Emulation.Report report = report();
        emulation.progress.accept(report);
        return report;
    }

    private void send(List<Publisher> targets) throws InterruptedException {
        PickedRows rows = PickedRows.of(emulation.source);
        stats.rows(rows.count());
        Pace spacing = emulation.pace();
        RowOrder order = RowOrder.classic(emulation.seed, rows.count());
        try (ReadAhead<Picked> posts = Prefetch.of(emulation.source, order, rows, emulation.limit)) {
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
        long now = emulation.clock.nanoTime();
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
            emulation.clock.await(stopped, Math.min(due - now, left));
            now = emulation.clock.nanoTime();
        }
        return false;
    }

    private long left(long now) {
        return durationNanos - (now - startedAt);
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
        if (stats.failedInARow() >= emulation.failuresAllowed) {
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
                    emulation.clock.await(never, PROGRESS_NANOS);
                } else {
                    emulation.clock.await(delivered, PROGRESS_NANOS);
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
            showProgress();
        }
        return interrupted;
    }

    private void showProgress() {
        long now = emulation.clock.nanoTime();
        if (now - progressAt >= PROGRESS_NANOS) {
            progressAt = now;
            emulation.progress.accept(report());
        }
    }
}

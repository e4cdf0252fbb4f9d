package io.pinpipe.replay;

import io.pinpipe.Kind;
import io.pinpipe.Post;
import io.pinpipe.PostEvent;
import io.pinpipe.PostSource;
import io.pinpipe.PostSource.IndexRange;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import io.pinpipe.internal.FailedEvent;
import io.pinpipe.internal.HeapBytes;
import io.pinpipe.internal.PostRate;
import io.pinpipe.internal.ReadAhead;
import io.pinpipe.internal.RunClock;
import io.pinpipe.replay.ReplayWindow.Sent;
import io.pinpipe.replay.ScanAhead.Scanned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A run of a replay, confined to the thread that calls {@link #run}. Other threads only add actions for it. */
final class ReplayLoop {

    /** Maximum uninterrupted wait, so that progress is reported and checkpoints are stored while waiting. */
    private static final long STRETCH_NANOS = Duration.ofMillis(100).toNanos();

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private final PostSource source;
    private final Publisher publisher;
    private final DeadLetters letters;
    private final StoredCheckpoint stored;
    private final ReplaySettings settings;
    private final ReplayState state;
    private final ActionQueue actions;
    private final RunClock clock;
    private final ReplayWindow window;
    private final int storeAfter;
    private final long storeNanos;
    private final @Nullable PostRate spacing;
    private boolean ending;
    private boolean interrupted;
    private boolean unforced;
    private long now;
    private long storedAt;
    private long shownAt;

    ReplayLoop(
            PostSource source,
            Publisher publisher,
            DeadLetters letters,
            StoredCheckpoint stored,
            ReplaySettings settings,
            ReplayState state) {
        this.source = source;
        this.publisher = publisher;
        this.letters = letters;
        this.stored = stored;
        this.settings = settings;
        this.state = state;
        this.actions = state.actions();
        this.clock = settings.clock();
        this.window = new ReplayWindow(settings.window());
        this.storeAfter = Math.max(1, settings.window() / 4);
        this.storeNanos = nanos(settings.checkpointInterval());
        this.spacing = settings.rate() == null ? null : new PostRate(settings.rate());
    }

    /** Runs to the end, normal or not; delivers what was sent and stores the checkpoint. */
    Replay.Report run() {
        state.begin();
        state.checkpoint(stored.index());
        now = clock.nanoTime();
        storedAt = now;
        shownAt = now;
        List<Throwable> failures = new ArrayList<>();
        try {
            passes();
        } catch (RuntimeException | Error e) {
            failures.add(e);
        }
        ending = true;
        try {
            publisher.flush();
            performUntil(clock, now, () -> window.isSettled() || actions.failure() != null);
            store();
        } catch (RuntimeException | Error e) {
            failures.add(e);
        }
        Throwable failure = actions.failure();
        if (failure != null) {
            failures.add(failure);
        }
        state.end();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        Replay.Report report = state.report();
        FailedEvent blocker = window.blocker();
        if (blocker != null && !isCausedByInterrupt(blocker) && !isCausedByStop(blocker)) {
            failures.add(0, stoppedAt(blocker, report));
        }
        throwFirst(failures);
        settings.progress().accept(report);
        return report;
    }

    /** Reads the source repeatedly until nothing new is found. */
    private void passes() {
        Long last = stored.index();
        Optional<IndexRange> range = source.range();
        state.ahead(range.map(indexes -> ahead(indexes, last)).orElse(0L));
        if (last != null && settings.poll() == null) {
            requireHigherIndex(range, last);
        }
        Long after = last;
        while (!isEnding()) {
            Long reached = pass(after);
            boolean nothingNew = Objects.equals(reached, after);
            after = reached;
            if (nothingNew) {
                if (settings.poll() == null) {
                    return;
                }
                publisher.flush();
                long due = clock.nanoTime() + nanos(settings.poll());
                performUntil(clock, due, () -> now - due >= 0 || isEnding());
            }
        }
    }

    /** The number of indexes ahead, capped at {@link Long#MAX_VALUE}. */
    private static long ahead(IndexRange range, @Nullable Long last) {
        long from = last == null ? range.first() : last;
        if (from > range.last()) {
            return 0;
        }
        long distance = range.last() - from;
        if (distance < 0 || distance == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        return last == null ? distance + 1 : distance;
    }

    private void requireHigherIndex(Optional<IndexRange> range, long last) {
        if (range.isEmpty() || range.get().last() < last) {
            String holds =
                    range.map(indexes -> "has no index above " + indexes.last()).orElse("has no post");
            throw new ReplayException(
                    "nothing was sent: the checkpoint " + stored + " is at index " + last + ", and the source "
                            + stored.source() + " " + holds + ": if its tables were refilled, start with another"
                            + " checkpoint; if more posts will follow, follow the source",
                    null,
                    state.report());
        }
    }

    /** Sends the posts after an index and returns the index of the last one; null starts with the first post. */
    private @Nullable Long pass(@Nullable Long after) {
        Optional<IndexRange> range = after == null ? source.range() : Optional.empty();
        if (after == null && range.isEmpty()) {
            return null;
        }
        Long last = after;
        try (ReadAhead<Scanned> posts =
                after == null ? ScanAhead.from(source, range.orElseThrow().first()) : ScanAhead.after(source, after)) {
            posts.onReady(actions::wake);
            Scanned next = next(posts);
            while (next != null && awaitTurn()) {
                send(next);
                last = next.post().index();
                next = next(posts);
            }
        }
        return last;
    }

    /** Waits for the next post; returns null after the last one and when the run ends first. */
    private @Nullable Scanned next(ReadAhead<Scanned> posts) {
        // A source takes real time, whatever the clock.
        performUntil(RunClock.SYSTEM, now, () -> posts.isReady() || isEnding());
        return isEnding() ? null : posts.poll();
    }

    /** Waits until the next post is due and the window has space; returns false when the run ends first. */
    private boolean awaitTurn() {
        long due = spacing == null ? now : spacing.due(now);
        if (!window.hasRoom()) {
            publisher.flush();
        }
        performUntil(clock, due, () -> (now - due >= 0 && window.hasRoom()) || isEnding());
        return !isEnding();
    }

    /** Performs actions until a condition holds, which is checked again when due. The only place where the run waits. */
    private void performUntil(RunClock waiting, long due, BooleanSupplier condition) {
        performActions();
        while (!condition.getAsBoolean()) {
            long left = due - now;
            try {
                waiting.await(actions.arrival(), left > 0 ? Math.min(left, STRETCH_NANOS) : STRETCH_NANOS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            performActions();
        }
    }

    private void performActions() {
        interrupted |= Thread.interrupted();
        actions.perform();
        if (unforced) {
            unforced = false;
            letters.force();
        }
        window.advance();
        now = clock.nanoTime();
        int done = window.doneUnstored();
        if (!isEnding() && (done >= storeAfter || (done > 0 && now - storedAt >= storeNanos))) {
            store();
        }
        if (now - shownAt >= STRETCH_NANOS) {
            shownAt = now;
            settings.progress().accept(state.report());
        }
    }

    private boolean isEnding() {
        return ending || interrupted || actions.failure() != null || state.isStopped();
    }

    private void send(Scanned next) {
        Post post = next.post();
        List<PostEvent> events = post.events();
        Set<Kind> absent = EnumSet.allOf(Kind.class);
        events.forEach(event -> absent.remove(event.kind()));
        absent.removeAll(next.unusable().keySet());
        state.stats().post();
        state.stats().sent(events.size());
        absent.forEach(state.stats()::missing);
        Sent sent = window.add(post.index(), events.size() + next.unusable().size(), HeapBytes.of(post));
        next.unusable().forEach((kind, row) -> {
            state.stats().unusable(row);
            actions.add(() -> lost(sent, FailedEvent.row(kind, post.index(), row)));
        });
        List<CompletableFuture<Receipt>> futures;
        Throwable thrown = null;
        try {
            futures = futures(post, events.size());
        } catch (RuntimeException | Error e) {
            // The publisher violated its contract; every event must complete anyway.
            thrown = e;
            futures = Collections.nCopies(events.size(), CompletableFuture.failedFuture(e));
        }
        for (int part = 0; part < events.size(); part++) {
            PostEvent event = events.get(part);
            actions.onCompletion(futures.get(part), (receipt, failure) -> answered(sent, event, receipt, failure));
        }
        if (thrown instanceof Error error) {
            throw error;
        }
    }

    private List<CompletableFuture<Receipt>> futures(Post post, int count) {
        List<CompletableFuture<Receipt>> futures = List.copyOf(publisher.send(post));
        if (futures.size() != count) {
            throw new IllegalStateException(futures.size() + " futures for " + count + " events");
        }
        return futures;
    }

    private void answered(Sent post, PostEvent event, @Nullable Receipt receipt, @Nullable Throwable thrown) {
        if (receipt != null) {
            state.stats().acknowledged(receipt);
            post.partDone();
        } else {
            FailedEvent failure = FailedEvent.of(
                    event, thrown == null ? new IllegalStateException("an acknowledgement without a receipt") : thrown);
            state.stats().lost(failure);
            lost(post, failure);
        }
    }

    private void lost(Sent post, FailedEvent event) {
        if (isRefusedLikeAllBefore(event)) {
            blocked(post, event.afterOthers(state.stats().failedInARow()));
        } else if (letters.keeps(event) && !isCausedByInterrupt(event)) {
            unforced = true;
            actions.onCompletion(keeping(event), (kept, thrown) -> kept(post, event, thrown));
        } else {
            blocked(post, event);
        }
    }

    private CompletableFuture<?> keeping(FailedEvent event) {
        try {
            return letters.keep(event);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Without this limit a target that is misconfigured or down would turn the whole source into dead letters. */
    private boolean isRefusedLikeAllBefore(FailedEvent event) {
        return event.event() != null && state.stats().failedInARow() >= settings.failuresAllowed();
    }

    private void kept(Sent post, FailedEvent event, @Nullable Throwable thrown) {
        if (thrown == null) {
            state.stats().deadLettered();
            post.partDone();
        } else {
            blocked(post, event.notKept(thrown));
        }
    }

    private void blocked(Sent post, FailedEvent event) {
        post.block(event);
        ending = true;
    }

    private void store() {
        Long done = window.done();
        if (done != null && window.doneUnstored() > 0) {
            letters.force();
            stored.write(done);
            window.stored();
            state.checkpoint(done);
        }
        storedAt = now;
    }

    /** An interrupt ends a wait for buffer space, which ends the run and is not a failure of the event. */
    private boolean isCausedByInterrupt(FailedEvent event) {
        return event.reason() == Reason.BUFFER_FULL && interrupted;
    }

    /** Stopping a replay and then closing its publisher ends it early on purpose. */
    private boolean isCausedByStop(FailedEvent event) {
        return event.reason() == Reason.CLOSED && state.isStopped();
    }

    private ReplayException stoppedAt(FailedEvent event, Replay.Report report) {
        Long index = report.checkpoint();
        String done = index == null
                ? "nothing is done, so " + stored + " contains no checkpoint"
                : "everything up to index " + index + " is done and recorded in the checkpoint " + stored;
        String reason = event.message().contains(event.reason().name()) ? "" : ", " + event.reason();
        return new ReplayException(
                "the replay stopped at " + event.name() + reason + (event.maybeStored() ? ", maybe stored: " : ": ")
                        + event.message() + "; " + done
                        + ". Fix the cause and start the replay again, or keep such events as dead letters",
                event.cause(),
                report);
    }

    private static void throwFirst(List<Throwable> failures) {
        if (failures.isEmpty()) {
            return;
        }
        Throwable first = failures.get(0);
        failures.stream()
                .filter(other -> other != first && other != first.getCause())
                .forEach(first::addSuppressed);
        if (first instanceof Error error) {
            throw error;
        }
        throw first instanceof RuntimeException exception ? exception : new IllegalStateException(first);
    }

    private static long nanos(Duration duration) {
        return duration.compareTo(LONGEST) < 0 ? duration.toNanos() : Long.MAX_VALUE;
    }
}

package io.pinpipe.source;

import io.pinpipe.Kind;
import io.pinpipe.Post;
import io.pinpipe.PostEvent;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import io.pinpipe.source.ReplayWindow.Sent;
import io.pinpipe.source.ScanAhead.Scanned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One run of a replay. All of it happens on the thread that calls {@link #run}, but for the answers, which only count
 * and queue what is to be done.
 */
final class ReplayRun {

    /** The longest wait at a stretch, so that progress is shown and checkpoints are stored meanwhile. */
    private static final long STRETCH_NANOS = Duration.ofMillis(100).toNanos();

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    /** What became of a part of a post that was sent. */
    private record Lost(Sent post, LostEvent event) {}

    private final PostSource source;
    private final Publisher publisher;
    private final DeadLetters letters;
    private final StoredCheckpoint stored;
    private final ReplaySettings settings;
    private final ReplayState state;
    private final RunClock clock;
    private final ReplayWindow window;
    private final int storeAfter;
    private final long storeNanos;
    private final Pace.@Nullable Rate spacing;
    private final Queue<Lost> lost = new ConcurrentLinkedQueue<>();
    private final AtomicLong unsettled = new AtomicLong();
    private volatile boolean failing;
    private boolean interrupted;
    private long storedAt;
    private long shownAt;

    ReplayRun(
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
        this.clock = settings.clock();
        this.window = new ReplayWindow(settings.window());
        this.storeAfter = Math.max(1, settings.window() / 4);
        this.storeNanos = nanos(settings.checkpointInterval());
        this.spacing = Double.isInfinite(settings.rate()) ? null : Pace.rate(settings.rate());
    }

    /** Runs to the end, whichever it is, delivers what was sent and stores the checkpoint. */
    ReplayReport run() {
        state.begin(clock);
        state.checkpoint(stored.index());
        storedAt = clock.nanoTime();
        shownAt = storedAt;
        List<RuntimeException> failures = new ArrayList<>();
        try {
            passes();
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (RuntimeException e) {
            failures.add(e);
        }
        try {
            deliver();
            store(clock.nanoTime());
        } catch (RuntimeException e) {
            failures.add(e);
        }
        state.end();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        ReplayReport report = state.report();
        LostEvent blocker = window.blocker();
        if (blocker != null && !isCausedByInterrupt(blocker)) {
            failures.add(0, stoppedAt(blocker, report));
        }
        throwFirst(failures);
        settings.progress().accept(report);
        return report;
    }

    /** Reads the source again and again, until there is nothing new. */
    private void passes() throws InterruptedException {
        Long last = stored.index();
        Optional<IndexRange> range = source.range();
        if (range.isPresent()) {
            long from = last == null ? range.get().first() - 1 : last;
            state.ahead(Math.max(0, range.get().last() - from));
        }
        while (!isEnding()) {
            Long after = last;
            last = pass(after);
            if (Objects.equals(last, after)) {
                if (settings.poll() == null) {
                    return;
                }
                publisher.flush();
                pause(nanos(settings.poll()));
            }
        }
    }

    /** Sends the posts after an index, and gives the index of the last one; null begins with the first of all. */
    private @Nullable Long pass(@Nullable Long after) throws InterruptedException {
        Long last = after;
        if (after == null) {
            Optional<IndexRange> range = source.range();
            if (range.isEmpty()) {
                return null;
            }
            after = range.get().first() - 1;
        }
        try (ScanAhead posts = new ScanAhead(source, after)) {
            while (!isEnding()) {
                Scanned next = posts.poll(STRETCH_NANOS);
                if (next != null) {
                    if (!awaitTurn()) {
                        return last;
                    }
                    send(next);
                    last = next.post().index();
                } else if (posts.hasEnded()) {
                    return last;
                } else {
                    chores(clock.nanoTime());
                }
            }
        }
        return last;
    }

    /** Waits until the next post is due and has room; false when the run ends before. */
    private boolean awaitTurn() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        long now = clock.nanoTime();
        long due = spacing == null ? now : spacing.due(now);
        boolean flushed = false;
        chores(now);
        while (!isEnding()) {
            if (window.hasRoom() && due - now <= 0) {
                return true;
            }
            if (!window.hasRoom() && !flushed) {
                flushed = true;
                publisher.flush();
            }
            CompletableFuture<Void> woken = state.signal().arm();
            chores(now);
            if (!isEnding() && !(window.hasRoom() && due - now <= 0)) {
                long wait = window.hasRoom() ? Math.min(due - now, STRETCH_NANOS) : STRETCH_NANOS;
                clock.await(woken, wait);
            }
            now = clock.nanoTime();
            chores(now);
        }
        return false;
    }

    private void pause(long nanos) throws InterruptedException {
        long begun = clock.nanoTime();
        long now = begun;
        while (!isEnding() && now - begun < nanos) {
            CompletableFuture<Void> woken = state.signal().arm();
            chores(now);
            if (!isEnding()) {
                clock.await(woken, Math.min(nanos - (now - begun), STRETCH_NANOS));
            }
            now = clock.nanoTime();
        }
    }

    private boolean isEnding() {
        return failing || state.isStopped();
    }

    private void send(Scanned next) {
        Post post = next.post();
        List<PostEvent> events = post.events();
        Set<Kind> absent = EnumSet.allOf(Kind.class);
        events.forEach(event -> absent.remove(event.kind()));
        absent.removeAll(next.unusable().keySet());
        state.tally().post();
        state.tally().sent(events.size());
        absent.forEach(state.tally()::missing);
        Sent sent = window.add(post.index(), events.size() + next.unusable().size());
        unsettled.addAndGet(events.size() + next.unusable().size());
        next.unusable().forEach((kind, row) -> {
            state.tally().unusable(row);
            lost.add(new Lost(sent, LostEvent.row(kind, post.index(), row)));
        });
        List<CompletableFuture<Receipt>> futures = publisher.send(post);
        for (int part = 0; part < events.size(); part++) {
            PostEvent event = events.get(part);
            futures.get(part).whenComplete((receipt, thrown) -> answered(sent, event, receipt, thrown));
        }
    }

    private void answered(Sent post, PostEvent event, @Nullable Receipt receipt, @Nullable Throwable thrown) {
        if (receipt != null) {
            state.tally().acknowledged(receipt);
            partDone(post);
        } else {
            LostEvent failure = LostEvent.of(
                    event, thrown == null ? new IllegalStateException("an acknowledgement without a receipt") : thrown);
            state.tally().lost(failure);
            lost.add(new Lost(post, failure));
            state.signal().raise();
        }
    }

    private void partDone(Sent post) {
        boolean last = post.partDone();
        if (unsettled.decrementAndGet() == 0 || last) {
            state.signal().raise();
        }
    }

    private void blocked(Sent post, LostEvent event) {
        post.block(event);
        failing = true;
        unsettled.decrementAndGet();
        state.signal().raise();
    }

    /** What is to be done between two posts, and while waiting. */
    private void chores(long now) {
        keepLost();
        window.advance();
        int done = window.doneUnstored();
        if (done >= storeAfter || (done > 0 && now - storedAt >= storeNanos)) {
            store(now);
        }
        showProgress(now);
    }

    private void keepLost() {
        Lost next = lost.poll();
        if (next == null) {
            return;
        }
        while (next != null) {
            Lost one = next;
            if (isRefusedLikeAllBefore(one.event())) {
                blocked(one.post(), one.event().afterOthers(state.tally().failedInARow()));
            } else if (letters.keeps(one.event()) && !isCausedByInterrupt(one.event())) {
                letters.keep(one.event()).whenComplete((kept, thrown) -> {
                    if (thrown == null) {
                        state.tally().deadLettered();
                        partDone(one.post());
                    } else {
                        blocked(one.post(), one.event().notKept(thrown));
                    }
                });
            } else {
                blocked(one.post(), one.event());
            }
            next = lost.poll();
        }
        letters.force();
    }

    /** A target that is wrong or down would make dead letters of the whole source. */
    private boolean isRefusedLikeAllBefore(LostEvent event) {
        return event.event() != null && state.tally().failedInARow() >= settings.failuresAllowed();
    }

    private void store(long now) {
        Long done = window.done();
        if (done != null && window.doneUnstored() > 0) {
            letters.force();
            stored.write(done);
            window.stored();
            state.checkpoint(done);
        }
        storedAt = now;
    }

    /** Waits until all that was sent is answered. */
    private void deliver() {
        publisher.flush();
        CompletableFuture<Void> woken = state.signal().arm();
        keepLost();
        while (unsettled.get() > 0) {
            try {
                clock.await(woken, STRETCH_NANOS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            showProgress(clock.nanoTime());
            woken = state.signal().arm();
            keepLost();
        }
        window.advance();
    }

    private void showProgress(long now) {
        if (now - shownAt >= STRETCH_NANOS) {
            shownAt = now;
            settings.progress().accept(state.report());
        }
    }

    /** An interrupt ends a wait for room in the publisher's buffer; that is an end of the run and no fault of the event. */
    private boolean isCausedByInterrupt(LostEvent event) {
        return event.reason() == Reason.BUFFER_FULL
                && (interrupted || Thread.currentThread().isInterrupted());
    }

    private ReplayException stoppedAt(LostEvent event, ReplayReport report) {
        Long index = report.checkpoint();
        String done = index == null
                ? "nothing is done, so " + stored + " holds no checkpoint"
                : "everything up to index " + index + " is done, as the checkpoint " + stored + " says";
        String reason = event.message().contains(event.reason().name()) ? "" : ", " + event.reason();
        return new ReplayException(
                "the replay stopped at " + event.name() + reason + (event.maybeStored() ? ", maybe stored: " : ": ")
                        + event.message() + "; " + done
                        + ". Put this right and start the replay again, or have such events kept as dead letters",
                event.cause(),
                report);
    }

    private static void throwFirst(List<RuntimeException> failures) {
        if (!failures.isEmpty()) {
            RuntimeException first = failures.get(0);
            failures.subList(1, failures.size()).stream()
                    .filter(other -> other != first)
                    .forEach(first::addSuppressed);
            throw first;
        }
    }

    private static long nanos(Duration duration) {
        return duration.compareTo(LONGEST) < 0 ? duration.toNanos() : Long.MAX_VALUE;
    }
}

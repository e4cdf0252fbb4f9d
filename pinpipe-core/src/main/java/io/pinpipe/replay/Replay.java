package io.pinpipe.replay;

import io.pinpipe.PostSource;
import io.pinpipe.Publisher;
import io.pinpipe.SourceException;
import io.pinpipe.internal.RunClock;
import io.pinpipe.internal.RunStats;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends every post of a source once, in index order, and tracks its progress in a checkpoint, so that a later replay
 * resumes from there.
 *
 * <p>The checkpoint is the highest index up to which everything is acknowledged. A replay that is killed at any point
 * and started again loses nothing and resends at most the {@link #window} of posts; one that ended normally resends
 * nothing that was acknowledged below a failure. Each post is sent with the parts it has, and missing rows are counted.
 * Rows added above the highest index read are picked up; rows added below it, or to a post already sent, are not.
 *
 * <p>An event that fails ends the replay with a {@link ReplayException} unless dead letters are configured. A replay
 * runs once. Configure it on one thread; {@link #stop} and {@link #report} may be called from any.
 */
public final class Replay {

    /** Default of {@link #window}: {@value} posts. */
    public static final int DEFAULT_WINDOW_POSTS = 10_000;

    /** Default of {@link #checkpointInterval}: 1 second. */
    public static final Duration DEFAULT_CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

    private final PostSource source;
    private final String sourceName;
    private final CheckpointStore checkpoints;
    private final ReplayState state = new ReplayState();
    private final AtomicBoolean used = new AtomicBoolean();
    private int window = DEFAULT_WINDOW_POSTS;
    private Duration checkpointInterval = DEFAULT_CHECKPOINT_INTERVAL;
    private double rate = Double.POSITIVE_INFINITY;
    private long failuresAllowed = Long.MAX_VALUE;
    private @Nullable Duration poll;
    private @Nullable Publisher deadLetterPublisher;
    private @Nullable Path deadLetterFile;
    private Consumer<ReplayReport> progress = report -> {};
    private RunClock clock = RunClock.SYSTEM;

    private Replay(PostSource source, String sourceName, CheckpointStore checkpoints) {
        this.source = source;
        this.sourceName = sourceName;
        this.checkpoints = checkpoints;
    }

    /**
     * Creates a replay of a source, as fast as the publisher accepts events.
     *
     * @param source the source of posts; not closed
     * @param sourceName the source's name in the checkpoint, such as {@code mysql://host:3306/pinterest_data}; a
     *     different name means a different source, and it must not contain secrets
     * @param checkpoints stores the checkpoint
     * @return a replay that has not started
     */
    public static Replay of(PostSource source, String sourceName, CheckpointStore checkpoints) {
        return new Replay(
                Objects.requireNonNull(source, "source"),
                Objects.requireNonNull(sourceName, "sourceName"),
                Objects.requireNonNull(checkpoints, "checkpoints"));
    }

    /**
     * Sets how many posts may be sent beyond the stored checkpoint. This limits the posts that are resent after the
     * process was killed, and the posts that await acknowledgements; fewer if posts are wide, about 24 MiB of heap.
     *
     * <p>The checkpoint is stored whenever a quarter of the window is done, and at every interval.
     *
     * @param posts from 1; {@value #DEFAULT_WINDOW_POSTS} by default. A small window causes many small requests
     * @return this replay
     * @throws IllegalArgumentException when it is less than 1
     */
    public Replay window(int posts) {
        if (posts < 1) {
            throw new IllegalArgumentException("window must be at least 1 post, not " + posts);
        }
        this.window = posts;
        return this;
    }

    /**
     * Sets the maximum time that the stored checkpoint may lag behind.
     *
     * @param interval greater than zero; one second by default
     * @return this replay
     * @throws IllegalArgumentException when it is zero or negative
     */
    public Replay checkpointInterval(Duration interval) {
        this.checkpointInterval = positive("checkpointInterval", interval);
        return this;
    }

    /**
     * Sets how many posts to send a second, evenly spaced; as fast as the publisher accepts them by default. After a
     * delay the replay catches up with at most one second's worth of posts.
     *
     * @param postsPerSecond finite, greater than zero
     * @return this replay
     * @throws IllegalArgumentException when it is zero, negative or not finite
     */
    public Replay rate(double postsPerSecond) {
        if (!(postsPerSecond > 0) || Double.isInfinite(postsPerSecond)) {
            throw new IllegalArgumentException("rate must be greater than zero and finite, not " + postsPerSecond);
        }
        this.rate = postsPerSecond;
        return this;
    }

    /**
     * Continues after the last post, polling the source for new ones until the replay is {@link #stop stopped}.
     *
     * @param poll how long to wait after a poll without new posts, greater than zero
     * @return this replay
     * @throws IllegalArgumentException when it is zero or negative
     */
    public Replay follow(Duration poll) {
        this.poll = positive("poll", poll);
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
     * @return this replay
     */
    public Replay deadLetters(Publisher publisher) {
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
     * @return this replay
     */
    public Replay deadLetters(Path file) {
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
     * @return this replay
     * @throws IllegalArgumentException when it is less than 1
     */
    public Replay stopAfterFailures(long events) {
        this.failuresAllowed = RunStats.failuresAllowed(events);
        return this;
    }

    /**
     * Sets a consumer of progress reports, called at most ten times a second and at the end, on the thread that called
     * {@link #into}.
     *
     * @param progress receives the reports; an exception that it throws ends the replay
     * @return this replay
     */
    public Replay progress(Consumer<ReplayReport> progress) {
        this.progress = Objects.requireNonNull(progress, "progress");
        return this;
    }

    Replay clock(RunClock clock) {
        this.clock = clock;
        return this;
    }

    /**
     * Runs the replay; returns when everything sent is done and the checkpoint is stored.
     *
     * <p>Ends after the last post, unless set to {@link #follow} the source; when {@link #stop} is called; or when the
     * thread is interrupted, preserving the interrupt flag.
     *
     * @param publisher receives the posts; not closed
     * @param targetName the target's name in the checkpoint, such as {@code kafka://host:9092 0a1d8948160f}; a
     *     different name means a different target, and it must not contain secrets
     * @return what was sent, and the outcome
     * @throws ReplayException when an event could neither be delivered nor kept as a dead letter, or when the
     *     checkpoint is above every index of the source and this replay does not {@link #follow} it
     * @throws CheckpointException when the checkpoint is in use by another replay, belongs to another source or target,
     *     or cannot be read or written, or when the dead-letter file cannot be forced to disk
     * @throws SourceException when the source cannot be read; posts sent before are delivered first, and the checkpoint
     *     is stored
     * @throws IllegalArgumentException when the dead-letter file cannot be opened, or belongs to the checkpoint
     * @throws IllegalStateException when this replay has already started
     */
    public ReplayReport into(Publisher publisher, String targetName) {
        Objects.requireNonNull(publisher, "publisher");
        Objects.requireNonNull(targetName, "targetName");
        if (!used.compareAndSet(false, true)) {
            throw new IllegalStateException("a replay runs only once: create another one to run again");
        }
        if (deadLetterFile != null && checkpoints instanceof CheckpointFile file) {
            file.requireOther(deadLetterFile);
        }
        try (CheckpointStore.Lease lease = checkpoints.acquire()) {
            StoredCheckpoint stored = StoredCheckpoint.of(lease, checkpoints, sourceName, targetName);
            try (DeadLetters letters = openDeadLetters()) {
                ReplaySettings settings =
                        new ReplaySettings(window, checkpointInterval, rate, failuresAllowed, poll, progress, clock);
                return new ReplayRun(source, publisher, letters, stored, settings, state).run();
            }
        }
    }

    /**
     * Stops the replay, from any thread: no further post is sent, posts already sent are delivered, the checkpoint is
     * stored, and {@link #into} returns. A replay that has not started ends as soon as it does. Idempotent.
     *
     * <p>Delivery takes at most the publisher's delivery timeout. To stop sooner, close the publisher after this call:
     * what cannot be delivered within its close timeout fails with {@link io.pinpipe.Reason#CLOSED}, stays above the
     * checkpoint, and does not count as a failure of the replay.
     */
    public void stop() {
        state.stop();
    }

    /**
     * Returns the progress so far; callable from any thread.
     *
     * @return a snapshot
     */
    public ReplayReport report() {
        return state.report();
    }

    private DeadLetters openDeadLetters() {
        if (deadLetterFile != null) {
            return DeadLetterFile.open(deadLetterFile);
        }
        return deadLetterPublisher == null ? new NoDeadLetters() : new DeadLetterPublisher(deadLetterPublisher);
    }

    private static Duration positive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " must be greater than zero, not " + duration);
        }
        return duration;
    }
}

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
 * A replay: sends every post of a source once, in index order, and remembers in a checkpoint how far it is, so that it
 * goes on there after whatever ended it.
 *
 * <p>The checkpoint is the index up to which everything is acknowledged, without a gap. A replay that is killed at any
 * point and started again loses nothing, and sends again at most the {@link #window} of posts; one that ended in good
 * order repeats nothing that was acknowledged below a failure. What a post has is sent, and a row that its table lacks
 * is counted. Rows that are added above the highest index read are picked up; rows that are added below it are not
 * seen, and neither is a row that is added to a post that was already sent.
 *
 * <p>An event that fails ends the replay with a {@link ReplayException}, unless it is to go to the dead letters. One
 * object is one run. The settings are for one thread; {@link #stop} and {@link #report} may be called from any.
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
     * A replay of a source, as fast as the publisher takes events.
     *
     * @param source where the posts are; stays open
     * @param sourceName what the source is called in the checkpoint, such as {@code mysql://host:3306/pinterest_data};
     *     another name is another source, and no secret belongs in it
     * @param checkpoints where the checkpoint is kept
     * @return a replay that has not begun
     */
    public static Replay of(PostSource source, String sourceName, CheckpointStore checkpoints) {
        return new Replay(
                Objects.requireNonNull(source, "source"),
                Objects.requireNonNull(sourceName, "sourceName"),
                Objects.requireNonNull(checkpoints, "checkpoints"));
    }

    /**
     * How many posts may have been sent beyond the stored checkpoint. So many posts are sent again at most after the
     * process is killed, and so many wait for acknowledgements at most; of wide posts fewer, about 24 MiB of heap.
     *
     * <p>The checkpoint is stored whenever a quarter of the window is done, and at the interval.
     *
     * @param posts from 1; {@value #DEFAULT_WINDOW_POSTS} by default. A small one makes many small requests
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
     * How long something that is done may be missing from the stored checkpoint.
     *
     * @param interval more than zero; one second by default
     * @return this replay
     * @throws IllegalArgumentException when it is zero or negative
     */
    public Replay checkpointInterval(Duration interval) {
        this.checkpointInterval = positive("checkpointInterval", interval);
        return this;
    }

    /**
     * How many posts to send a second, evenly spaced; as many as the publisher takes by default. After a delay the
     * replay catches up with at most one second's worth of posts.
     *
     * @param postsPerSecond more than zero, and finite
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
     * Goes on after the last post: looks for new ones again and again, until it is {@link #stop stopped}.
     *
     * @param poll how long to wait after a look that found nothing, more than zero
     * @return this replay
     * @throws IllegalArgumentException when it is zero or negative
     */
    public Replay follow(Duration poll) {
        this.poll = positive("poll", poll);
        return this;
    }

    /**
     * Sends events that fail to another publisher, and goes on; once it has acknowledged them they count as done.
     * Replaces {@link #deadLetters(Path)}.
     *
     * <p>A row that is there and cannot be used makes no event, and still ends the replay. So does an event that fails
     * there too, or that fails because the first publisher is closed.
     *
     * @param publisher where they go; stays open
     * @return this replay
     */
    public Replay deadLetters(Publisher publisher) {
        this.deadLetterPublisher = Objects.requireNonNull(publisher, "publisher");
        this.deadLetterFile = null;
        return this;
    }

    /**
     * Appends events that fail to a file, and goes on; once they are on the disk they count as done. Replaces
     * {@link #deadLetters(Publisher)}.
     *
     * <p>Each is one line of JSON with {@code kind}, {@code index}, {@code reason}, {@code maybeStored},
     * {@code message} and {@code event}, which is the event as it would have been sent, or null when it has no such
     * form. Rows that are there and cannot be used are kept too. An event may stand in the file again after a restart.
     * An event that fails because the publisher is closed still ends the replay. A new file can be read by its owner
     * only, where the file system has permissions.
     *
     * @param file the file, made when it is not there; its folder must exist, and it must be none of the checkpoint's
     * @return this replay
     */
    public Replay deadLetters(Path file) {
        this.deadLetterFile = Objects.requireNonNull(file, "file");
        this.deadLetterPublisher = null;
        return this;
    }

    /**
     * Ends the replay, dead letters or not, when so many events in a row have failed and none was acknowledged in
     * between, as when the target is wrong or down. The first of them are dead letters by then, where there are any, and
     * the checkpoint stays below the others. Without it every event that fails can become a dead letter.
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
     * Is told how far the replay is, at most ten times a second and at the end, by the thread that called {@link #into}.
     *
     * @param progress what it throws ends the replay
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
     * Runs, and returns when everything that was sent is done and the checkpoint is stored.
     *
     * <p>Ends after the last post, unless it is to {@link #follow} the source; when {@link #stop} is called; or when the
     * thread is interrupted (the flag is kept).
     *
     * @param publisher where the posts go; stays open
     * @param targetName what the target is called in the checkpoint, such as {@code kafka://host:9092 0a1d8948160f};
     *     another name is another target, and no secret belongs in it
     * @return what was sent, and what became of it
     * @throws ReplayException when an event could neither be delivered nor be kept as a dead letter, or when the
     *     checkpoint is above every index of the source and this replay does not {@link #follow} it
     * @throws CheckpointException when the checkpoint is held by another replay, is that of another source or target, or
     *     cannot be read or written, or when the dead-letter file cannot be forced to the disk
     * @throws SourceException when the source cannot be read; what was sent before is delivered first, and its
     *     checkpoint stored
     * @throws IllegalArgumentException when the dead-letter file cannot be opened, or is a file of the checkpoint
     * @throws IllegalStateException when this replay has already begun
     */
    public ReplayReport into(Publisher publisher, String targetName) {
        Objects.requireNonNull(publisher, "publisher");
        Objects.requireNonNull(targetName, "targetName");
        if (!used.compareAndSet(false, true)) {
            throw new IllegalStateException("a replay runs once; make another one to run again");
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
     * Ends the replay from any thread: no further post is sent, what was sent is delivered, the checkpoint is stored, and
     * {@link #into} returns. A replay that has not begun ends as soon as it does. A second call has no effect.
     *
     * <p>Delivering takes as long as the publisher's delivery timeout at most. To end sooner, close the publisher after
     * this call: what cannot be delivered within its close timeout fails with {@link io.pinpipe.Reason#CLOSED}, stays
     * above the checkpoint, and is no failure of the replay.
     */
    public void stop() {
        state.stop();
    }

    /**
     * What the replay has done so far; from any thread.
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
